package io.digi.server.http;

import io.digi.server.access.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the operation of a method and a path. All operations of [Action] have a route, and there
/// are no others. Where several fit, the one with literal text further to the left wins.
final class Router {
    private final List<Route> routes = Arrays.stream(Action.values()).map(Route::of).toList();

    private record Route(Action action, PathTemplate template) {
        static Route of(Action action) {
            return new Route(action, PathTemplate.of(action.template()));
        }
    }

    /// Empty if the path's escapes are broken.
    Optional<RouteMatch> match(String method, String rawPath) {
        return PathSegments.of(rawPath)
                .map(segments -> match(method, segments, rawPath.endsWith("/")));
    }

    private RouteMatch match(String method, List<String> segments, boolean endsInSlash) {
        List<Route> fitting =
                routes.stream().filter(route -> route.template().fits(segments)).toList();
        return fitting.stream()
                .filter(route -> route.action().method().equals(method))
                .reduce((a, b) -> a.template().isMoreLiteralThan(b.template()) ? a : b)
                .<RouteMatch>map(route -> found(route, segments, endsInSlash))
                .orElseGet(() -> notFound(method, segments, fitting));
    }

    private static RouteMatch.Found found(Route route, List<String> segments, boolean endsInSlash) {
        return new RouteMatch.Found(
                route.action(),
                route.template().variables(segments),
                route.template().rest(segments),
                endsInSlash);
    }

    private static RouteMatch notFound(
            String method, List<String> segments, List<Route> otherMethods) {
        if (Unserved.contains(method, segments)) {
            return RouteMatch.NotServed.NOT_SERVED;
        }
        if (otherMethods.isEmpty()) {
            return RouteMatch.Unknown.UNKNOWN;
        }
        TreeSet<String> allowed = new TreeSet<>();
        otherMethods.forEach(route -> allowed.add(route.action().method()));
        return new RouteMatch.WrongMethod(allowed);
    }
}
