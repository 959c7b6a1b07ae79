package io.digi.server.http;

import io.digi.server.access.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// What a method and a path mean.
sealed interface RouteMatch {
    /// An operation, with the variable parts of its path, the segments that `**` stands for, and
    /// whether the path ended in `/`.
    record Found(
            Action action, Map<String, String> variables, List<String> rest, boolean endsInSlash)
            implements RouteMatch {
        public Found {
            variables = Map.copyOf(variables);
            rest = List.copyOf(rest);
        }

        Optional<String> collection() {
            return Optional.ofNullable(variables.get("collection_name"));
        }
    }

    enum Unknown implements RouteMatch {
        UNKNOWN
    }

    /// Qdrant has such an operation, this version has not.
    enum NotServed implements RouteMatch {
        NOT_SERVED
    }

    /// There is such a path, but not with that method.
    record WrongMethod(SortedSet<String> allowed) implements RouteMatch {}
}
