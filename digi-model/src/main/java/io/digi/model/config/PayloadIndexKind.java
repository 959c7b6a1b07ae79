package io.digi.model.config;

import java.util.Optional;

/// The kinds of payload indexes, by the values that each holds.
public enum PayloadIndexKind {
    KEYWORD("keyword"),
    INTEGER("integer"),
    FLOAT("float"),
    GEO("geo"),
    TEXT("text"),
    BOOL("bool"),
    DATETIME("datetime"),
    UUID("uuid");

    private final String typeName;

    PayloadIndexKind(String typeName) {
        this.typeName = typeName;
    }

    /// Qdrant's name.
    public String typeName() {
        return typeName;
    }

    public static Optional<PayloadIndexKind> ofTypeName(String name) {
        for (PayloadIndexKind kind : values()) {
            if (kind.typeName.equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
