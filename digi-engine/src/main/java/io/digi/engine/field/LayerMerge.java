package io.digi.engine.field;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.storage.file.FileAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A base and a layer above it, value by value.
final class LayerMerge<K extends Comparable<K>> {
    private final PostingIndex<K> base;
    private final SlotSet hidden;
    private final List<K> keys = new ArrayList<>();
    private final List<SlotSet> sets = new ArrayList<>();
    private final TraitSlots traits;

    private LayerMerge(PostingIndex<K> base, Optional<IndexLayer> layer) {
        this.base = base;
        this.hidden = layer.map(IndexLayer::covers).orElse(SlotSet.empty());
        TraitSlots visible = base.content().traits().without(hidden);
        // Of the same configuration, so of the same kind of value.
        @SuppressWarnings("unchecked")
        Optional<PostingIndex<K>> above = layer.map(some -> (PostingIndex<K>) some.index());
        above.ifPresent(index ->
                index.values()
                        .forEach((key, slots) -> {
                            keys.add(key);
                            sets.add(slots);
                        }));
        this.traits = above.map(index -> visible.joined(index.content().traits())).orElse(visible);
    }

    /// Writes the file of an index that has them all.
    static void write(
            PostingIndex<?> base, Optional<IndexLayer> layer, FileAppender file, int blockSize) {
        merge(base, layer).write(file, blockSize);
    }

    /// Writes them as [FieldIndexCodec] does an index that has them all.
    static void write(PostingIndex<?> base, Optional<IndexLayer> layer, ByteWriter out) {
        merge(base, layer).write(out);
    }

    /// An index in memory that has them all.
    static FieldIndex inMemory(PostingIndex<?> base, Optional<IndexLayer> layer) {
        return merge(base, layer).inMemory();
    }

    private static <K extends Comparable<K>> LayerMerge<K> merge(
            PostingIndex<K> base, Optional<IndexLayer> layer) {
        return new LayerMerge<>(base, layer);
    }

    private void write(FileAppender file, int blockSize) {
        PostingFileWriter<K> writer = new PostingFileWriter<>(file, base, blockSize);
        forEach(writer::add);
        writer.finish(traits);
    }

    private void write(ByteWriter out) {
        FieldIndexCodec.writeHead(base, traits, out);
        int[] count = {0};
        forEach((_, _) -> count[0]++);
        out.writeVarint(count[0]);
        forEach((key, slots) -> FieldIndexCodec.writeValue(base, key, slots, out));
    }

    private FieldIndex inMemory() {
        List<K> allKeys = new ArrayList<>();
        List<SlotSet> allSets = new ArrayList<>();
        forEach((key, slots) -> {
            allKeys.add(key);
            allSets.add(slots);
        });
        return base.emptied().changed(allKeys, allSets, traits);
    }

    /// Visits the values, ascending, that have slots in one of them.
    private void forEach(BiConsumer<K, SlotSet> visitor) {
        int[] next = {0};
        base.values()
                .forEach((key, slots) -> {
                    while (next[0] < keys.size() && keys.get(next[0]).compareTo(key) < 0) {
                        visitor.accept(keys.get(next[0]), sets.get(next[0]++));
                    }
                    boolean isInBoth =
                            next[0] < keys.size() && keys.get(next[0]).compareTo(key) == 0;
                    SlotSet left = slots.andNot(hidden);
                    SlotSet all = isInBoth ? left.or(sets.get(next[0]++)) : left;
                    if (!all.isEmpty()) {
                        visitor.accept(key, all);
                    }
                });
        for (; next[0] < keys.size(); next[0]++) {
            visitor.accept(keys.get(next[0]), sets.get(next[0]));
        }
    }
}
