package io.digi.engine.field;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.FieldTest;
import io.digi.model.payload.JsonPath;
import io.digi.storage.file.FileAppender;
import java.util.Optional;
import java.util.function.BiFunction;

/// An index whose greater part, the base, never changes, and lies in a file as a rule. What was
/// written since is in layers in memory above it. A layer is right about the slots that it covers,
/// and hides whatever is below of them; so a write looks at the base no more than a deletion does,
/// and a base is true for as long as a layer covers what has changed.
///
/// There are two layers at most: writes go to the `top`; the one below is `settled`, waiting until
/// a new base has been made of it and the old one, which takes a while.
///
/// Where the file of the base turns out to be damaged, the index says less, never something wrong:
/// the points that the base would decide are left to be checked.
public final class LayeredIndex implements FieldIndex {
    private final PostingIndex<?> base;
    private final Optional<IndexLayer> settled;
    private final IndexLayer top;

    LayeredIndex(PostingIndex<?> base, Optional<IndexLayer> settled, IndexLayer top) {
        this.base = base;
        this.settled = settled;
        this.top = top;
    }

    /// The same contents, of which what is not to change any more is settled: a base, and what came
    /// since if anything did. What is settled already stays so, whatever came since.
    public static LayeredIndex settling(FieldIndex index, PayloadIndexConfig config) {
        return switch (index) {
            case LayeredIndex layered when layered.settled.isPresent() -> layered;
            case LayeredIndex layered ->
                    new LayeredIndex(
                            layered.base,
                            Optional.of(layered.top).filter(top -> !top.covers().isEmpty()),
                            IndexLayer.empty(index.key(), config));
            case BoolIndex _,
                    DateTimeIndex _,
                    FloatIndex _,
                    GeoIndex _,
                    IntegerIndex _,
                    KeywordIndex _,
                    TextIndex _,
                    UuidIndex _ ->
                    new LayeredIndex(
                            (PostingIndex<?>) index,
                            Optional.empty(),
                            IndexLayer.empty(index.key(), config));
        };
    }

    /// The index with a base that has what was settled in it; without layers, if that is in memory.
    /// Empty if `now` is not made of the same settled parts, so that the new base is of no use to
    /// it.
    ///
    /// @param newBase what [#writeSettled] or [#settledInMemory] gave
    @SuppressWarnings("ReferenceEquality") // parts are the same or not, whatever they hold
    public Optional<FieldIndex> rebased(FieldIndex now, FieldIndex newBase) {
        if (!(now instanceof LayeredIndex layered) || layered.base != base) {
            return Optional.empty();
        }
        boolean isSame =
                settled.isPresent()
                        ? layered.settled.filter(layer -> layer == settled.get()).isPresent()
                        : layered.settled.isEmpty();
        if (!isSame) {
            return Optional.empty();
        }
        return Optional.of(layered.top.over((PostingIndex<?>) newBase));
    }

    /// Writes what is settled into a new file, and forces it.
    public void writeSettled(FileAppender file) {
        writeSettled(file, PostingFileWriter.BLOCK_SIZE);
    }

    void writeSettled(FileAppender file, int blockSize) {
        LayerMerge.write(base, settled, file, blockSize);
    }

    /// What is settled as an index in memory.
    public FieldIndex settledInMemory() {
        return LayerMerge.inMemory(base, settled);
    }

    @Override
    public JsonPath key() {
        return base.key();
    }

    @Override
    public PayloadIndexKind kind() {
        return base.kind();
    }

    @Override
    public FieldMeaning meaning() {
        return base.meaning();
    }

    @Override
    public SlotBounds answer(FieldTest test, SlotSet live) {
        return folded(live, (index, slots) -> index.answer(test, slots));
    }

    @Override
    public SlotSet empties(SlotSet live) {
        return folded(live, (index, slots) -> SlotBounds.exactly(index.empties(slots))).certain();
    }

    @Override
    public SlotSet nulls() {
        return folded(SlotSet.empty(), (index, _) -> SlotBounds.exactly(index.nulls())).certain();
    }

    @Override
    public SlotSet indexed() {
        return folded(SlotSet.empty(), (index, _) -> SlotBounds.exactly(index.indexed())).certain();
    }

    /// What the layers and the base say, each of the slots that nothing above it covers.
    private SlotBounds folded(SlotSet live, BiFunction<FieldIndex, SlotSet, SlotBounds> ask) {
        SlotBounds all = ask.apply(top.index(), top.covers().and(live));
        SlotSet hidden = top.covers();
        if (settled.isPresent()) {
            SlotSet covers = settled.get().covers();
            all = all.or(ask.apply(settled.get().index(), covers.and(live)).without(hidden));
            hidden = hidden.or(covers);
        }
        return all.or(ofBase(live, ask).without(hidden));
    }

    private SlotBounds ofBase(SlotSet live, BiFunction<FieldIndex, SlotSet, SlotBounds> ask) {
        try {
            return ask.apply(PostingIndex.asIndex(base), live);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Corrupt) {
                return SlotBounds.atMost(live);
            }
            throw e;
        }
    }

    @Override
    public Optional<FieldIndex> reconfigured(PayloadIndexConfig config) {
        return base.reconfigured(config)
                .map(same ->
                        new LayeredIndex(
                                (PostingIndex<?>) same,
                                settled.map(layer -> layer.reconfigured(config)),
                                top.reconfigured(config)));
    }

    /// The top covers them from now on, and has nothing of them.
    @Override
    public FieldIndex without(SlotSet slots) {
        return slots.isEmpty() ? this : with(top.without(slots));
    }

    @Override
    public FieldIndex joined(FieldIndex others, SlotSet otherSlots) {
        return with(top.joined(others, otherSlots));
    }

    @Override
    public int valueCount() {
        return base.valueCount()
                + settled.map(layer -> layer.index().valueCount()).orElse(0)
                + top.index().valueCount();
    }

    @Override
    public Optional<PostingFile> file() {
        return base.file();
    }

    @Override
    public int looseCount() {
        return base.looseCount()
                + settled.map(layer -> layer.covers().cardinality()).orElse(0)
                + top.covers().cardinality();
    }

    @Override
    public long memoryBytes() {
        return base.memoryBytes()
                + settled.map(IndexLayer::memoryBytes).orElse(0L)
                + top.memoryBytes();
    }

    /// As an index in memory with the same contents is written.
    @Override
    public void writeTo(ByteWriter out) {
        LayerMerge.write(base, Optional.of(layersInOne()), out);
    }

    /// Both layers as one.
    IndexLayer layersInOne() {
        return settled.map(below -> below.under(top)).orElse(top);
    }

    PostingIndex<?> base() {
        return base;
    }

    @Override
    public FieldIndex.Editor edit() {
        return new LayeredEditor(this, top);
    }

    LayeredIndex with(IndexLayer changedTop) {
        return new LayeredIndex(base, settled, changedTop);
    }
}
