package io.digi.wire.grpc;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.proto.Points;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Fields that many messages have.
final class RequestFields {
    private static final CollectionName COLLECTION_STAND_IN = new CollectionName("invalid");
    private static final JsonPath PATH_STAND_IN = JsonPath.ofKey("invalid");

    private RequestFields() {}

    static CollectionName collection(Reading in, String name) {
        return collection(in, "collection_name", name);
    }

    static CollectionName collection(Reading in, String field, String name) {
        return in.validated(field, () -> new CollectionName(name), COLLECTION_STAND_IN);
    }

    static VectorName vector(Reading in, String field, String name) {
        return in.validated(field, () -> new VectorName(name), VectorName.DEFAULT);
    }

    /// Throws [Problem.Malformed] for text that is no path.
    static JsonPath path(Reading in, String field, String text) {
        return in.at(field, () -> path(in, text));
    }

    private static JsonPath path(Reading in, String text) {
        try {
            return in.validated(() -> JsonPath.parse(text), PATH_STAND_IN);
        } catch (DigiException refused) {
            if (refused.problem() instanceof Problem.BadRequest(String message)) {
                throw in.malformed(message);
            }
            throw refused;
        }
    }

    static List<JsonPath> paths(Reading in, String field, List<String> texts) {
        return in.each(field, texts, text -> path(in, text));
    }

    /// Seconds, at least one.
    static Optional<Duration> timeout(Reading in, BooleanSupplier given, LongSupplier seconds) {
        if (!given.getAsBoolean()) {
            return Optional.empty();
        }
        long value = seconds.getAsLong();
        if (value == 0) {
            in.violate(new Violation("timeout", "value 0 invalid, must be 1 or larger"));
        }
        // Unsigned on the wire: what does not fit means the same as the longest that does.
        return Optional.of(Duration.ofSeconds(value < 0 ? Integer.MAX_VALUE : value));
    }

    static long seconds(Duration timeout) {
        return Math.max(1, timeout.toSeconds());
    }

    /// Refuses shard keys, where there are any.
    static void refuseShardKey(Reading in, Points.ShardKeySelector selector) {
        in.refuse(
                selector.getShardKeysCount() > 0,
                "shard_key_selector",
                "a collection has one shard, leave it out");
    }

    static OptionalDouble threshold(Reading in, boolean given, float score) {
        if (!given) {
            return OptionalDouble.empty();
        }
        if (!Float.isFinite(score)) {
            in.violate(new Violation("score_threshold", "must be finite, is " + score));
        }
        return OptionalDouble.of(score);
    }

    /// How many, where any number beyond 2³¹-1 means the same: more than there can be. The argument
    /// is unsigned.
    static int count(long number) {
        return number < 0 ? Integer.MAX_VALUE : (int) Math.min(number, Integer.MAX_VALUE);
    }
}
