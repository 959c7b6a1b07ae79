package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.PartialIndex;
import io.digi.engine.write.MaintenanceStep;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import io.digi.storage.kv.KvBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Changes to what a collection is, each a step between two groups of writes.
final class DefinitionChanges {
    private DefinitionChanges() {}

    static MaintenanceStep step(CollectionChange change) {
        return (before, batch, _) ->
                switch (change) {
                    case CollectionChange.CreatePayloadIndex(var key, var index, _) ->
                            createIndex(before, batch, key, index);
                    case CollectionChange.DropPayloadIndex(JsonPath key) ->
                            dropIndex(before, batch, key);
                    case CollectionChange.UpdateSettings settings ->
                            redefined(before, batch, updated(before.definition(), settings));
                    case CollectionChange.DeclareTenantField(String field) ->
                            declareTenants(before, batch, field);
                };
    }

    /// Says in the definition that the indexes that are complete were so once, where it does not.
    static MaintenanceStep finishing() {
        return (before, batch, _) -> {
            Definition changed = before.definition();
            for (JsonPath key : before.fields().keySet()) {
                changed = changed.withFinished(key);
            }
            if (changed.equals(before.definition())) {
                return before;
            }
            Catalog.put(batch, changed);
            return before.withIndexes(changed, before.fields(), before.building());
        };
    }

    /// Builds a complete index anew that is damaged. Filters keep its meaning.
    ///
    /// @param replaced gets the one that it was, if it still was there
    static MaintenanceStep buildingAgain(JsonPath key, Consumer<FieldIndex> replaced) {
        return (before, _, _) -> {
            PayloadIndexConfig config = before.definition().payloadIndexes().get(key);
            Map<JsonPath, FieldIndex> complete = new HashMap<>(before.fields());
            FieldIndex index = complete.remove(key);
            if (config == null || index == null || !index.isDamaged()) {
                return before;
            }
            Map<JsonPath, PartialIndex> building = new HashMap<>(before.building());
            building.put(key, PartialIndex.beginAgain(key, config, before.operationNumber()));
            replaced.accept(index);
            return before.withIndexes(before.definition(), complete, building);
        };
    }

    /// Begins an index, unless it is there, be it with other parameters that change nothing of what
    /// it holds. From now on every write brings its points in; those that are there already follow
    /// in the background.
    private static CollectionState createIndex(
            CollectionState before, KvBatch batch, JsonPath key, PayloadIndexConfig config) {
        if (config.equals(before.definition().payloadIndexes().get(key))) {
            return before.next(before.definition());
        }
        Map<JsonPath, FieldIndex> complete = new HashMap<>(before.fields());
        Map<JsonPath, PartialIndex> building = new HashMap<>(before.building());
        Optional<FieldIndex> same =
                Optional.ofNullable(complete.remove(key)).flatMap(i -> i.reconfigured(config));
        Optional<PartialIndex> samePartial =
                Optional.ofNullable(building.remove(key)).flatMap(i -> i.reconfigured(config));
        same.ifPresent(index -> complete.put(key, index));
        samePartial.ifPresent(index -> building.put(key, index));
        Definition changed =
                same.isPresent() || samePartial.isPresent()
                        ? before.definition().withParameters(key, config)
                        : begun(before, key, config, complete, building);
        return redefined(before, batch, changed).withIndexes(changed, complete, building);
    }

    /// Puts a new index into `complete` or `building`.
    private static Definition begun(
            CollectionState before,
            JsonPath key,
            PayloadIndexConfig config,
            Map<JsonPath, FieldIndex> complete,
            Map<JsonPath, PartialIndex> building) {
        Definition changed = before.definition().withIndex(key, config);
        if (before.live().isEmpty()) {
            complete.put(key, FieldIndex.empty(key, config));
            return changed.withFinished(key);
        }
        building.put(key, PartialIndex.begin(key, config, before.operationNumber() + 1));
        return changed;
    }

    private static CollectionState dropIndex(CollectionState before, KvBatch batch, JsonPath key) {
        Map<JsonPath, FieldIndex> complete = new HashMap<>(before.fields());
        Map<JsonPath, PartialIndex> building = new HashMap<>(before.building());
        complete.remove(key);
        building.remove(key);
        Definition changed = before.definition().withoutIndex(key);
        return redefined(before, batch, changed).withIndexes(changed, complete, building);
    }

    private static CollectionState declareTenants(
            CollectionState before, KvBatch batch, String field) {
        if (before.definition().config().tenantField().equals(Optional.of(field))) {
            return before.next(before.definition());
        }
        if (!before.live().isEmpty()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "a tenant field can be declared only while a collection is empty;"
                                    + " `%s` has %d points"
                                            .formatted(
                                                    before.definition().name(),
                                                    before.live().cardinality())));
        }
        CollectionConfig config = before.definition().config().withTenantField(field);
        CollectionState after = redefined(before, batch, before.definition().with(config));
        return after.withTenants(
                FieldIndex.empty(JsonPath.ofKey(field), PayloadIndexConfig.keyword()));
    }

    private static CollectionState redefined(
            CollectionState before, KvBatch batch, Definition definition) {
        Catalog.put(batch, definition);
        return before.next(definition);
    }

    private static Definition updated(
            Definition definition, CollectionChange.UpdateSettings settings) {
        return definition.with(definition.config().updatedBy(settings));
    }
}
