package io.digi.model.error;

import java.util.ArrayList;
import java.util.List;

/// Collects the broken rules of one object, so that a request hears of all of them at once.
public final class Violations {
    private final List<Violation> found = new ArrayList<>();

    public Violations() {}

    public Violations atLeast(String path, long value, long min) {
        return value >= min
                ? this
                : add(path, "value %d invalid, must be %d or larger".formatted(value, min));
    }

    public Violations between(String path, double value, double min, double max) {
        return value >= min && value <= max
                ? this
                : add(
                        path,
                        "value %s invalid, must be from %s to %s"
                                .formatted(text(value), text(min), text(max)));
    }

    public Violations check(boolean holds, String path, String message) {
        return holds ? this : add(path, message);
    }

    private Violations add(String path, String message) {
        found.add(new Violation(path, message));
        return this;
    }

    /// Throws [Problem.Invalid] with everything found, if anything was.
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new DigiException(new Problem.Invalid(found));
        }
    }

    private static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
