package io.digi.model.id;

/// Whose points: the value of a collection's tenant field, 1–255 bytes of UTF-8.
public record TenantId(String value) implements Comparable<TenantId> {
    public TenantId {
        NameRules.requireSize("tenant", value, 1, 255);
    }

    @Override
    public int compareTo(TenantId other) {
        return Utf8.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
