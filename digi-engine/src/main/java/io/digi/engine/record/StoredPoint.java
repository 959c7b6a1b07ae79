package io.digi.engine.record;

import io.digi.engine.key.TenantAndId;
import io.digi.engine.payload.PayloadCodec;
import io.digi.model.payload.Payload;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A point as the family `records` holds it: everything but its vectors' elements. Immutable.
///
/// What was read keeps its payload as it is stored until somebody asks for it: most hits of a
/// search are asked for their ids only, and a point that is only moved is written back as it was.
public final class StoredPoint {
    private final TenantAndId name;
    private final long version;
    private final List<StoredVector> vectors;

    /// One of the two is there from the beginning; the other comes when it is asked for.
    private volatile byte @Nullable [] encodedPayload;

    private volatile @Nullable Payload payload;

    /// @param name tenant and id
    /// @param version number of the operation that last changed it
    /// @param vectors in the order of their numbers
    public StoredPoint(
            TenantAndId name, long version, List<StoredVector> vectors, Payload payload) {
        this.name = name;
        this.version = version;
        this.vectors = List.copyOf(vectors);
        this.payload = payload;
    }

    /// @param encodedPayload as [PayloadCodec] wrote it; belongs to the point
    StoredPoint(TenantAndId name, long version, List<StoredVector> vectors, byte[] encodedPayload) {
        this.name = name;
        this.version = version;
        this.vectors = List.copyOf(vectors);
        this.encodedPayload = encodedPayload;
    }

    public TenantAndId name() {
        return name;
    }

    public long version() {
        return version;
    }

    public List<StoredVector> vectors() {
        return vectors;
    }

    public Optional<StoredVector> vector(int number) {
        for (StoredVector vector : vectors) {
            if (vector.vector() == number) {
                return Optional.of(vector);
            }
        }
        return Optional.empty();
    }

    /// Throws [io.digi.model.error.Problem.Corrupt] if what is stored is no payload.
    public Payload payload() {
        Payload known = payload;
        if (known == null) {
            known = PayloadCodec.decode(Objects.requireNonNull(encodedPayload), "kv/records");
            payload = known;
        }
        return known;
    }

    byte[] encodedPayload() {
        byte[] known = encodedPayload;
        if (known == null) {
            known = PayloadCodec.encode(payload());
            encodedPayload = known;
        }
        return known;
    }

    /// This point with other vectors.
    public StoredPoint with(List<StoredVector> others) {
        byte[] encoded = encodedPayload;
        return encoded == null
                ? new StoredPoint(name, version, others, payload())
                : new StoredPoint(name, version, others, encoded);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof StoredPoint other
                && name.equals(other.name)
                && version == other.version
                && vectors.equals(other.vectors)
                && payload().equals(other.payload());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, version, vectors);
    }

    @Override
    public String toString() {
        return "StoredPoint[name=%s, version=%d, vectors=%s, payload=%s]"
                .formatted(name, version, vectors, payload());
    }
}
