package io.digi.server.http;

import io.digi.server.access.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the operation of a method and a path. All operations of [Action] have a route, and there
/// are no others. Where several fit, the one with literal text further to the left wins.
final class Router {
    private static final String REST = "**";

    private final List<Route> routes = Arrays.stream(Action.values()).map(Route::of).toList();

    private record Route(Action action, List<String> parts) {
        static Route of(Action action) {
            return new Route(
                    action,
                    Arrays.stream(action.template().split("/", -1))
                            .filter(part -> !part.isEmpty())
                            .toList());
        }
    }

    /// Empty if the path's escapes are broken.
    Optional<RouteMatch> match(String method, String rawPath) {
        return PathSegments.of(rawPath)
                .map(segments -> match(method, segments, rawPath.endsWith("/")));
    }

    private RouteMatch match(String method, List<String> segments, boolean endsInSlash) {
        List<Route> fitting = routes.stream().filter(route -> fits(route, segments)).toList();
        if (fitting.isEmpty()) {
            return RouteMatch.Unknown.UNKNOWN;
        }
        return fitting.stream()
                .filter(route -> route.action().method().equals(method))
                .reduce(Router::moreLiteral)
                .<RouteMatch>map(route -> found(route, segments, endsInSlash))
                .orElseGet(() -> wrongMethod(fitting));
    }

    private static boolean fits(Route route, List<String> segments) {
        List<String> parts = route.parts();
        boolean open = !parts.isEmpty() && parts.getLast().equals(REST);
        int fixed = open ? parts.size() - 1 : parts.size();
        if (open ? segments.size() < fixed : segments.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!isVariable(parts.get(i)) && !parts.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Route moreLiteral(Route a, Route b) {
        for (int i = 0; i < Math.min(a.parts().size(), b.parts().size()); i++) {
            boolean variableInA = isVariable(a.parts().get(i));
            if (variableInA != isVariable(b.parts().get(i))) {
                return variableInA ? b : a;
            }
        }
        return a;
    }

    private static RouteMatch.Found found(Route route, List<String> segments, boolean endsInSlash) {
        Map<String, String> variables = new HashMap<>();
        List<String> rest = new ArrayList<>();
        List<String> parts = route.parts();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.equals(REST)) {
                rest.addAll(segments.subList(i, segments.size()));
            } else if (isVariable(part)) {
                variables.put(part.substring(1, part.length() - 1), segments.get(i));
            }
        }
        return new RouteMatch.Found(route.action(), variables, rest, endsInSlash);
    }

    private static RouteMatch.WrongMethod wrongMethod(List<Route> fitting) {
        TreeSet<String> allowed = new TreeSet<>();
        fitting.forEach(route -> allowed.add(route.action().method()));
        return new RouteMatch.WrongMethod(allowed);
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{");
    }
}
