package io.digi.engine.embedded;

import io.digi.engine.catalog.Catalog;
import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Checkpoints;
import io.digi.engine.collection.CollectionState;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.jobs.JobBoard;
import io.digi.engine.write.MaintenanceStep;
import io.digi.engine.write.StoredPoints;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.job.Job;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.storage.kv.KvBatch;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Changes to what a collection is, each a step between two groups of writes.
final class DefinitionChanges {
    private final JobBoard jobs;
    private final Checkpoints checkpoints;

    DefinitionChanges(JobBoard jobs, Checkpoints checkpoints) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
    }

    MaintenanceStep step(CollectionChange change) {
        return (before, batch, points) ->
                switch (change) {
                    case CollectionChange.CreatePayloadIndex(JsonPath key, PayloadIndexConfig i) ->
                            createIndex(before, batch, points, key, i);
                    case CollectionChange.DropPayloadIndex(JsonPath key) ->
                            dropIndex(before, batch, key);
                    case CollectionChange.UpdateSettings settings ->
                            redefined(before, batch, updated(before.definition(), settings));
                    case CollectionChange.DeclareTenantField(String field) ->
                            declareTenants(before, batch, field);
                };
    }

    private CollectionState createIndex(
            CollectionState before,
            KvBatch batch,
            StoredPoints points,
            JsonPath key,
            PayloadIndexConfig config) {
        Definition definition = before.definition().with(key, Optional.of(config));
        checkpoints.delete(definition.number());
        Catalog.put(batch, definition);
        Map<JsonPath, FieldIndex> fields = new HashMap<>(before.fields());
        fields.put(key, build(before, points, key, config));
        return before.next(definition, fields);
    }

    private FieldIndex build(
            CollectionState state, StoredPoints points, JsonPath key, PayloadIndexConfig config) {
        JobBoard.Ticket job =
                jobs.queue(
                        Job.Kind.BUILD_PAYLOAD_INDEX,
                        Optional.of(state.definition().name()),
                        "index on `%s` was asked for".formatted(key));
        job.started();
        try {
            FieldIndex.Editor editor = FieldIndex.empty(key, config).edit();
            long total = Math.max(1, state.live().cardinality());
            long[] done = {0};
            state.live()
                    .forEach(slot -> {
                        points.at(slot)
                                .ifPresent(p -> editor.replace(slot, Payload.EMPTY, p.payload()));
                        job.progress((double) ++done[0] / total);
                    });
            FieldIndex index = editor.build();
            job.done();
            return index;
        } catch (RuntimeException | Error e) {
            job.failed();
            throw e;
        }
    }

    private CollectionState dropIndex(CollectionState before, KvBatch batch, JsonPath key) {
        Definition definition = before.definition().with(key, Optional.empty());
        checkpoints.delete(definition.number());
        Catalog.put(batch, definition);
        Map<JsonPath, FieldIndex> fields = new HashMap<>(before.fields());
        fields.remove(key);
        return before.next(definition, fields);
    }

    private static CollectionState declareTenants(
            CollectionState before, KvBatch batch, String field) {
        if (before.definition().config().tenantField().equals(Optional.of(field))) {
            return before.next(before.definition(), before.fields());
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
        return before.next(definition, before.fields());
    }

    private static Definition updated(
            Definition definition, CollectionChange.UpdateSettings settings) {
        CollectionConfig old = definition.config();
        HnswConfig hnsw = settings.hnsw().orElse(old.hnsw());
        Payload metadata =
                settings.metadata().map(m -> merged(old.metadata(), m)).orElse(old.metadata());
        Value.Struct kept =
                merged(new Payload(old.settings()), new Payload(settings.settings())).root();
        return definition.with(
                new CollectionConfig(old.vectors(), hnsw, kept, metadata, old.tenantField()));
    }

    private static Payload merged(Payload old, Payload changes) {
        Map<String, Value> fields = new LinkedHashMap<>(old.fields());
        changes.fields()
                .forEach((key, value) -> {
                    if (value == Value.Null.NULL) {
                        fields.remove(key);
                    } else {
                        fields.put(key, value);
                    }
                });
        return Payload.of(fields);
    }
}
