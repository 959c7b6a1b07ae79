package io.digi.wire.grpc;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.wire.words.BodyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// One message as it is read: where in it the reader stands, and the rules that it breaks.
///
/// What cannot be meant at all fails at once, as [Problem.Malformed]. Values out of range are
/// collected, up to [#VIOLATION_COUNT_MAX], and fail together at the message's end, as
/// [Problem.Invalid]; until then a stand-in takes their place.
final class Reading {
    static final int VIOLATION_COUNT_MAX = 20;

    private final BodyPath path = new BodyPath();
    private final List<Violation> violations = new ArrayList<>();

    private Reading() {}

    /// Reads a whole message.
    static <T> T whole(Function<Reading, T> reader) {
        Reading in = new Reading();
        T result = reader.apply(in);
        if (!in.violations.isEmpty()) {
            throw new DigiException(new Problem.Invalid(in.violations));
        }
        return result;
    }

    /// Reads what stands in a field.
    <T> T at(String field, Supplier<T> reader) {
        path.enterField(field);
        T result = reader.get();
        path.leave();
        return result;
    }

    /// Reads the elements of a repeated field.
    <M, T> List<T> each(String field, List<M> elements, Function<M, T> reader) {
        path.enterField(field);
        path.enterArray();
        List<T> all = new ArrayList<>(elements.size());
        for (M element : elements) {
            all.add(reader.apply(element));
            path.nextPosition();
        }
        path.leave();
        path.leave();
        return all;
    }

    /// Makes a value that validates itself; if it refuses, notes why and returns the stand-in.
    <T> T validated(Supplier<T> maker, T standIn) {
        try {
            return maker.get();
        } catch (DigiException refused) {
            if (!(refused.problem() instanceof Problem.Invalid(List<Violation> found))) {
                throw refused;
            }
            found.forEach(this::violate);
            return standIn;
        }
    }

    /// The same, for what stands in a field.
    <T> T validated(String field, Supplier<T> maker, T standIn) {
        return at(field, () -> validated(maker, standIn));
    }

    /// Notes a broken rule about what `violation` names, relative to here.
    void violate(Violation violation) {
        violations.add(new Violation(path.text(violation.path()), violation.message()));
        if (violations.size() >= VIOLATION_COUNT_MAX) {
            throw new DigiException(new Problem.Invalid(violations));
        }
    }

    /// Refuses a field that Qdrant has and Digi has not yet, where it is given.
    void refuse(boolean given, String field, String supported) {
        if (given) {
            throw unsupported(field, supported);
        }
    }

    DigiException unsupported(String field, String supported) {
        return new DigiException(
                new Problem.NotSupported(
                        "`%s` is not supported yet: %s".formatted(path.text(field), supported)));
    }

    DigiException malformed(String text) {
        return new DigiException(new Problem.Malformed(text));
    }
}
