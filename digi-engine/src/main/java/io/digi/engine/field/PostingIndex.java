package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.geo.GeoArea;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// What the indexes have in common: postings, and the slots of each [KeyTrait].
///
/// How a test is answered: it can only be passed by leaves of certain types. Leaves of the types
/// that the index holds are decided by the postings, where the index serves that kind of test; the
/// slots with leaves of the other types are possible. What a kind serves it says by overriding.
abstract sealed class PostingIndex<K extends Comparable<K>>
        permits BoolIndex,
                DateTimeIndex,
                FloatIndex,
                GeoIndex,
                IntegerIndex,
                KeywordIndex,
                TextIndex,
                UuidIndex {
    /// About what a small object with one long holds.
    static final long LONG_BYTES = 16;

    private final JsonPath key;
    private final Postings<K> content;

    PostingIndex(JsonPath key, Postings<K> content) {
        this.key = key;
        this.content = content;
    }

    /// The types of leaves that this index holds.
    abstract Set<KeyTrait> types();

    /// The values that a leaf of these types has in the index.
    abstract List<K> valuesOf(Value leaf);

    /// An index of the same key and capabilities.
    abstract PostingIndex<K> with(Postings<K> newContent);

    public abstract PayloadIndexKind kind();

    abstract void writeValue(K value, ByteWriter out);

    abstract K readValue(ByteReader in);

    /// A value that parts two, the first of which is below the second: above the first, and not
    /// above the second. A short one.
    K separator(K before, K next) {
        return next;
    }

    /// An estimate of the heap that a value holds. Only of an index in memory.
    final long keyBytes(K value) {
        return memory().keyBytes(value);
    }

    /// Whether every leaf of the types has a value in it.
    boolean holdsWholeTypes() {
        return true;
    }

    /// Whether it serves matches.
    boolean servesLookup() {
        return false;
    }

    /// The value to look up for a scalar of the types, if the index may hold such.
    Optional<K> valueOf(Scalar scalar) {
        return Optional.empty();
    }

    /// Writes on what its values depend besides the payloads.
    void writeParameters(ByteWriter out) {}

    /// Whether [#writeParameters] of an index with the same parameters wrote this.
    boolean hasParameters(ByteReader in) {
        return true;
    }

    public FieldMeaning meaning() {
        return FieldMeaning.Plain.PLAIN;
    }

    public final JsonPath key() {
        return key;
    }

    public final SlotBounds answer(FieldTest test, SlotSet live) {
        return switch (test) {
            case FieldTest.MatchValue(Scalar scalar) ->
                    new MatchAnswers<>(this).any(Set.of(scalar));
            case FieldTest.MatchAny(Set<Scalar> scalars) -> new MatchAnswers<>(this).any(scalars);
            case FieldTest.MatchExcept(Set<Scalar> scalars) ->
                    new MatchAnswers<>(this).except(scalars);
            case FieldTest.Range range -> range(range);
            case FieldTest.MatchText(String text) -> text(text);
            case FieldTest.MatchTextAny(String text) -> textAny(text);
            case FieldTest.MatchPhrase(String text) -> phrase(text);
            case FieldTest.DateTimeRange range -> dateTimeRange(range);
            case FieldTest.GeoBoundingBox box -> within(GeoArea.of(box));
            case FieldTest.GeoRadius circle -> within(GeoArea.of(circle));
            case FieldTest.GeoPolygon polygon -> within(GeoArea.of(polygon));
            case FieldTest.ValuesCount _ -> SlotBounds.atMost(live);
            case FieldTest.IsEmpty(boolean empty) ->
                    SlotBounds.exactly(
                            empty
                                    ? empties(live).or(slots(KeyTrait.EMPTY_VALUE))
                                    : slots(KeyTrait.NON_EMPTY_VALUE));
            case FieldTest.IsNull(boolean isNull) ->
                    SlotBounds.exactly(
                            isNull
                                    ? slots(KeyTrait.NULL_LEAF)
                                    : live.andNot(slots(KeyTrait.NULL_LEAVES_ONLY)));
        };
    }

    public final SlotSet empties(SlotSet live) {
        return live.andNot(slots(KeyTrait.NON_EMPTY_VALUE));
    }

    public final SlotSet nulls() {
        return slots(KeyTrait.NULL_VALUE);
    }

    public final SlotSet indexed() {
        if (!holdsWholeTypes()) {
            return slots(KeyTrait.HELD);
        }
        SlotSet indexed = SlotSet.empty();
        for (KeyTrait type : types()) {
            indexed = indexed.or(slots(type));
        }
        return indexed;
    }

    public final Optional<FieldIndex> reconfigured(PayloadIndexConfig config) {
        PostingIndex<?> asked = (PostingIndex<?>) FieldIndex.empty(key, config);
        if (asked.kind() != kind() || !Arrays.equals(parameters(), asked.parameters())) {
            return Optional.empty();
        }
        // Of the same kind, so of the same kind of value.
        @SuppressWarnings("unchecked")
        PostingIndex<K> same = (PostingIndex<K>) asked;
        return Optional.of(asIndex(same.with(content)));
    }

    private byte[] parameters() {
        ByteWriter out = new ByteWriter();
        writeParameters(out);
        return out.toBytes();
    }

    public final FieldIndex without(SlotSet slots) {
        List<K> keys = new ArrayList<>();
        List<SlotSet> sets = new ArrayList<>();
        values().forEach((value, holders) -> {
            if (holders.andCardinality(slots) > 0) {
                keys.add(value);
                sets.add(holders.andNot(slots));
            }
        });
        return changed(keys, sets, content.traits().without(slots));
    }

    /// This index and another of other slots in one.
    public final FieldIndex joined(FieldIndex others, SlotSet otherSlots) {
        // Of the same configuration, so of the same kind of value.
        @SuppressWarnings("unchecked")
        PostingIndex<K> added = (PostingIndex<K>) others;
        List<K> keys = new ArrayList<>();
        List<SlotSet> sets = new ArrayList<>();
        added.values()
                .forEach((value, slots) -> {
                    keys.add(value);
                    sets.add(values().get(value).or(slots));
                });
        return changed(keys, sets, content.traits().joined(added.content.traits()));
    }

    /// An empty one in memory.
    final PostingIndex<K> emptied() {
        return switch (values()) {
            case SortedPostings<K> memory ->
                    with(new Postings<>(memory.emptied(), TraitSlots.NONE));
            case StoredPostings<K> stored -> with(stored.shape().content());
        };
    }

    /// The index with other sets for some values. Only of one in memory.
    final FieldIndex changed(List<K> keys, List<SlotSet> sets, TraitSlots traits) {
        return asIndex(with(new Postings<>(memory().with(keys, sets), traits)));
    }

    private SortedPostings<K> memory() {
        return switch (values()) {
            case SortedPostings<K> memory -> memory;
            case StoredPostings<K> _ ->
                    throw new IllegalStateException("an index in a file never changes");
        };
    }

    public final Optional<PostingFile> file() {
        return switch (values()) {
            case SortedPostings<K> _ -> Optional.empty();
            case StoredPostings<K> stored -> Optional.of(stored.file());
        };
    }

    public final int looseCount() {
        return file().isPresent() ? 0 : indexed().cardinality();
    }

    public final int valueCount() {
        return values().size();
    }

    /// Visits the values of the index, ascending, with the slots that have them.
    public final void forEachValue(BiConsumer<K, SlotSet> visitor) {
        values().forEach(visitor);
    }

    public final long memoryBytes() {
        return values().memoryBytes() + content.traits().memoryBytes();
    }

    public final void writeTo(ByteWriter out) {
        FieldIndexCodec.write(this, out);
    }

    public final FieldIndex.Editor edit() {
        return new PostingEditor<>(this);
    }

    final Postings<K> content() {
        return content;
    }

    final ValuePostings<K> values() {
        return content.values();
    }

    final SlotSet slots(KeyTrait trait) {
        return content.traits().get(trait);
    }

    /// Every kind of index is a [FieldIndex].
    static FieldIndex asIndex(PostingIndex<?> index) {
        return (FieldIndex) index;
    }

    /// The slots with a leaf that equals the scalar.
    SlotBounds lookup(Scalar scalar) {
        return new MatchAnswers<>(this).one(scalar);
    }

    SlotBounds range(FieldTest.Range range) {
        return SlotBounds.atMost(slots(KeyTrait.INT).or(slots(KeyTrait.REAL)));
    }

    SlotBounds dateTimeRange(FieldTest.DateTimeRange range) {
        return SlotBounds.atMost(slots(KeyTrait.TEXT));
    }

    SlotBounds within(GeoArea area) {
        return SlotBounds.atMost(slots(KeyTrait.STRUCT));
    }

    SlotBounds text(String text) {
        return SlotBounds.atMost(slots(KeyTrait.TEXT));
    }

    SlotBounds textAny(String text) {
        return SlotBounds.atMost(slots(KeyTrait.TEXT));
    }

    SlotBounds phrase(String text) {
        return SlotBounds.atMost(slots(KeyTrait.TEXT));
    }
}
