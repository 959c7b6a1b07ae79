package io.digi.model.error;

/// One broken rule of a request: where (a path relative to the object validated, such as `limit` or
/// `vectors.size`, outermost first) and what was expected and came.
public record Violation(String path, String message) {
    /// The same violation seen from one object further out.
    public Violation within(String segment) {
        if (path.isEmpty()) {
            return new Violation(segment, message);
        }
        return new Violation(path.startsWith("[") ? segment + path : segment + "." + path, message);
    }
}
