package io.digi.model.id;

/// The name of a vector within its point: at most 200 bytes of UTF-8; empty for the unnamed one.
public record VectorName(String value) implements Comparable<VectorName> {
    /// The unnamed vector of a collection that has just one.
    public static final VectorName DEFAULT = new VectorName("");

    public VectorName {
        NameRules.requireSize("vector name", value, 0, 200);
        NameRules.requireAllowed("vector name", value);
    }

    public boolean isDefault() {
        return value.isEmpty();
    }

    @Override
    public int compareTo(VectorName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
