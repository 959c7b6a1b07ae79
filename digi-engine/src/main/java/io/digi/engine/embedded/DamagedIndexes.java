package io.digi.engine.embedded;

import io.digi.engine.collection.CollectionState;
import io.digi.engine.field.FieldIndex;
import io.digi.engine.field.PostingFile;
import io.digi.model.engine.Call;
import io.digi.model.payload.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Indexes whose files turned out not to be what was written: they are begun anew, and filters mean
/// the same meanwhile.
final class DamagedIndexes {
    private final CollectionRegistry registry;
    private final Waiting waiting;
    private final IndexFiling filing;

    DamagedIndexes(CollectionRegistry registry, Waiting waiting, IndexFiling filing) {
        this.registry = registry;
        this.waiting = waiting;
        this.filing = filing;
    }

    /// Collections in memory that have some.
    List<Integer> collections() {
        List<Integer> numbers = new ArrayList<>();
        registry.forEachOpen(loaded -> {
            CollectionState state = loaded.collection().state();
            if (state.fields().values().stream().anyMatch(FieldIndex::isDamaged)) {
                numbers.add(state.definition().number());
            }
        });
        return numbers;
    }

    /// Begins those of a collection anew; somebody else has to build them.
    void rebuild(CollectionRegistry.Lease lease) {
        lease.state()
                .fields()
                .forEach((key, index) -> {
                    if (index.isDamaged()) {
                        rebuild(lease, key);
                    }
                });
    }

    private void rebuild(CollectionRegistry.Lease lease, JsonPath key) {
        AtomicReference<Optional<PostingFile>> unused = new AtomicReference<>(Optional.empty());
        waiting.await(
                Call.everything(),
                "a damaged payload index",
                lease.writer()
                        .submit(
                                DefinitionChanges.buildingAgain(
                                        key, index -> unused.set(index.file()))));
        int number = lease.state().definition().number();
        unused.get().ifPresent(file -> filing.retireDamaged(number, file));
    }
}
