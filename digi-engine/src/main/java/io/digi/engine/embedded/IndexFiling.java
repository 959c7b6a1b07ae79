package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.collection.IndexFiles;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.LayeredIndex;
import io.digi.engine.field.PostingFile;
import io.digi.engine.view.Epochs;
import io.digi.engine.write.MaintenanceStep;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.JsonPath;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Brings payload indexes to where they are to be: into a file, if they are to be on disk, or back
/// into memory. Writes go on meanwhile: a step settles what is there by now, the new base is made
/// of that, and another step puts it in place of the old one, below what was written since.
final class IndexFiling {
    private final IndexFiles files;
    private final Epochs epochs;
    private final Waiting waiting;
    private final EngineSettings settings;
    private final LongSupplier nanoClock;
    private final Map<Integer, Long> failedNanos = new ConcurrentHashMap<>();

    IndexFiling(
            IndexFiles files,
            Epochs epochs,
            Waiting waiting,
            EngineSettings settings,
            LongSupplier nanoClock) {
        this.files = files;
        this.epochs = epochs;
        this.waiting = waiting;
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    /// Whether an index is to be on disk. The tenants of a collection stay in memory, since what
    /// has a graph of its own follows from them.
    static boolean isFor(PayloadIndexConfig config) {
        boolean isOfTenants =
                config instanceof PayloadIndexConfig.Keyword keyword && keyword.isTenant();
        return config.onDisk() && !isOfTenants;
    }

    /// Whether a complete index is not where it is to be, or has much in memory that is to be on
    /// disk. Only of collections that have checkpoints: what is below them is little.
    boolean isDue(CollectionState state) {
        return !hasFailed(state.definition().number()) && isAnyDue(state);
    }

    private boolean hasFailed(int collection) {
        Long at = failedNanos.get(collection);
        return at != null && nanoClock.getAsLong() - at < PayloadIndexing.FAILED_PAUSE.toNanos();
    }

    private boolean isAnyDue(CollectionState state) {
        return state.definition().payloadIndexes().entrySet().stream()
                .anyMatch(index ->
                        Optional.ofNullable(state.fields().get(index.getKey()))
                                .filter(field -> isDue(state, field, index.getValue()))
                                .isPresent());
    }

    /// The same of one, complete or not.
    boolean isDue(CollectionState state, FieldIndex index, PayloadIndexConfig config) {
        if (index.isDamaged()) {
            // It is built anew.
            return false;
        }
        if (!isFor(config)) {
            return index.file().isPresent();
        }
        long looseMax = Math.max(settings.changesKeptMax(), state.live().cardinality() / 10);
        return index.file().isEmpty() || index.looseCount() > looseMax;
    }

    /// Files what is due, one index after the other. What fails is due again after a while, and
    /// stays where it is until then.
    void run(CollectionRegistry.Lease lease) {
        int collection = lease.state().definition().number();
        failedNanos.put(collection, nanoClock.getAsLong());
        runAll(lease);
        failedNanos.remove(collection);
    }

    private void runAll(CollectionRegistry.Lease lease) {
        CollectionState state = lease.state();
        state.definition()
                .payloadIndexes()
                .forEach((key, config) -> {
                    FieldIndex index = state.fields().get(key);
                    if (index != null && isDue(state, index, config)) {
                        file(lease, key);
                    }
                });
    }

    /// Files one index, complete or not.
    void file(CollectionRegistry.Lease lease, JsonPath key) {
        settle(lease, key);
        CollectionState state = lease.state();
        PayloadIndexConfig config = state.definition().payloadIndexes().get(key);
        if (config == null || !(state.allFields().get(key) instanceof LayeredIndex index)) {
            return;
        }
        int collection = state.definition().number();
        FieldIndex base =
                isFor(config) ? files.write(collection, index, config) : index.settledInMemory();
        boolean isInPlace = false;
        try {
            isInPlace = replace(lease, key, now -> index.rebased(now, base));
        } finally {
            // An index dropped or asked for anew meanwhile has no use for it.
            FieldIndex unused = isInPlace ? index : base;
            unused.file().ifPresent(file -> retire(collection, file));
        }
    }

    private void settle(CollectionRegistry.Lease lease, JsonPath key) {
        await(
                lease,
                (before, _, _) -> {
                    PayloadIndexConfig config = before.definition().payloadIndexes().get(key);
                    FieldIndex index = before.allFields().get(key);
                    return config == null || index == null
                            ? before
                            : before.placed(key, LayeredIndex.settling(index, config));
                });
    }

    /// Whether `rebased` had something for the index that is there by now.
    private boolean replace(
            CollectionRegistry.Lease lease,
            JsonPath key,
            Function<FieldIndex, Optional<FieldIndex>> rebased) {
        AtomicBoolean isDone = new AtomicBoolean();
        await(
                lease,
                (before, _, _) ->
                        Optional.ofNullable(before.allFields().get(key))
                                .flatMap(rebased)
                                .map(index -> {
                                    isDone.set(true);
                                    return before.placed(key, index);
                                })
                                .orElse(before));
        return isDone.get();
    }

    private void await(CollectionRegistry.Lease lease, MaintenanceStep step) {
        new RevocableStep(step).await(waiting, "index file", lease.writer()::submit);
    }

    /// The same of one that is not what was written.
    void retireDamaged(int collection, PostingFile file) {
        files.quarantine(collection, file.id());
        retire(collection, file);
    }

    /// The published states do not refer to a file any more.
    void retire(int collection, PostingFile file) {
        files.release(collection, file.id());
        epochs.whenUnused(file::close);
    }
}
