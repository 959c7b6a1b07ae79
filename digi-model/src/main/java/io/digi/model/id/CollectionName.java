package io.digi.model.id;

/// The name of a collection or of an alias: 1–255 bytes of UTF-8, none of `< > : " / \ | ? *`, NUL
/// and U+001F.
public record CollectionName(String value) implements Comparable<CollectionName> {
    public CollectionName {
        NameRules.requireSize("collection name", value, 1, 255);
        NameRules.requireAllowed("collection name", value);
    }

    @Override
    public int compareTo(CollectionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
