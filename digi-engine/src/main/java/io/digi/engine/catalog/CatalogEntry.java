package io.digi.engine.catalog;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A collection in the catalog. Its definition is decoded when it is first asked for, so that a
/// directory of very many collections opens in an instant.
final class CatalogEntry {
    private static final byte[] NONE = {};

    private final CollectionName name;
    private volatile @Nullable Definition definition;

    /// Guarded by this; empty once decoded.
    private byte[] stored;

    private CatalogEntry(CollectionName name, @Nullable Definition definition, byte[] stored) {
        this.name = name;
        this.definition = definition;
        this.stored = stored;
    }

    static CatalogEntry of(Definition definition) {
        return new CatalogEntry(definition.name(), definition, NONE);
    }

    /// Throws [Problem.Corrupt] if there is not even a name.
    static CatalogEntry stored(byte[] definition) {
        return new CatalogEntry(DefinitionCodec.name(definition), null, definition);
    }

    CollectionName name() {
        return name;
    }

    /// Throws [Problem.Corrupt].
    Definition definition() {
        Definition known = definition;
        return known == null ? decoded() : known;
    }

    /// The definition, unless it is damaged.
    Optional<Definition> intact() {
        try {
            return Optional.of(definition());
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private synchronized Definition decoded() {
        Definition known = definition;
        if (known == null) {
            known = DefinitionCodec.decode(stored);
            definition = known;
            stored = NONE;
        }
        return known;
    }
}
