package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import java.util.Optional;

/// Leases of collections by their names. Whoever finds a collection whose name was just taken over
/// by a restored one gets that one.
record Leasing(Catalog catalog, CollectionRegistry registry) {
    /// Throws [Problem.CollectionNotFound].
    CollectionRegistry.Lease lease(CollectionName name) {
        Definition definition = catalog.require(name);
        try {
            return registry.lease(definition);
        } catch (DigiException e) {
            Optional<Definition> successor =
                    catalog.find(name).filter(now -> now.number() != definition.number());
            if (!(e.problem() instanceof Problem.CollectionNotFound) || successor.isEmpty()) {
                throw e;
            }
            return registry.lease(successor.get());
        }
    }
}
