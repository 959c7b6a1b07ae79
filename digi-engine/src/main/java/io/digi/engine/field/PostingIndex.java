package io.digi.engine.field;

import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// What the indexes have in common: postings, and the slots of each [KeyTrait].
///
/// How a test is answered: it can only be passed by leaves of certain types. Leaves of the type
/// that the index holds are decided by the postings, where the index serves that kind of test; the
/// slots with leaves of the other types are possible.
abstract sealed class PostingIndex<K extends Comparable<K>> permits KeywordIndex, IntegerIndex {
    /// The most values looked through to decide a [FieldTest.MatchExcept] for slots with several.
    private static final int VALUES_VISITED_MAX = 1_000;

    private final JsonPath key;
    private final Postings<K> content;

    /// Immutable content of an index.
    record Postings<K extends Comparable<K>>(SortedPostings<K> values, TraitSlots traits) {}

    PostingIndex(JsonPath key, Postings<K> content) {
        this.key = key;
        this.content = content;
    }

    /// The trait of leaves that this index holds.
    abstract KeyTrait held();

    /// The value of a leaf, if the index holds it.
    abstract Optional<K> valueOf(Value leaf);

    /// The value to look up for a scalar, if the index holds such.
    abstract Optional<K> valueOf(Scalar scalar);

    /// Whether it serves matches.
    abstract boolean servesLookup();

    /// The slots with a value of the index in the range, if it serves that.
    abstract Optional<SlotSet> inRange(FieldTest.Range range);

    /// An index of the same key and capabilities.
    abstract FieldIndex with(Postings<K> newContent);

    abstract int kindCode();

    abstract void writeValue(K value, ByteWriter out);

    public final JsonPath key() {
        return key;
    }

    public final SlotBounds answer(FieldTest test, SlotSet live) {
        return switch (test) {
            case FieldTest.MatchValue(Scalar scalar) -> matchAny(Set.of(scalar));
            case FieldTest.MatchAny(Set<Scalar> scalars) -> matchAny(scalars);
            case FieldTest.MatchExcept(Set<Scalar> scalars) -> matchExcept(scalars);
            case FieldTest.Range range -> range(range);
            case FieldTest.MatchText _,
                    FieldTest.MatchTextAny _,
                    FieldTest.MatchPhrase _,
                    FieldTest.DateTimeRange _ ->
                    SlotBounds.atMost(slots(KeyTrait.TEXT));
            case FieldTest.GeoBoundingBox _, FieldTest.GeoRadius _, FieldTest.GeoPolygon _ ->
                    SlotBounds.atMost(slots(KeyTrait.STRUCT));
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
        return slots(held());
    }

    public final FieldIndex without(SlotSet slots) {
        List<K> keys = new ArrayList<>();
        List<SlotSet> sets = new ArrayList<>();
        content.values()
                .forEach((value, holders) -> {
                    if (holders.andCardinality(slots) > 0) {
                        keys.add(value);
                        sets.add(holders.andNot(slots));
                    }
                });
        return with(
                new Postings<>(content.values().with(keys, sets), content.traits().without(slots)));
    }

    public final int valueCount() {
        return content.values().size();
    }

    /// Visits the values of the index, ascending, with the slots that have them.
    public final void forEachValue(BiConsumer<K, SlotSet> visitor) {
        content.values().forEach(visitor);
    }

    public final long memoryBytes() {
        return content.values().memoryBytes() + content.traits().memoryBytes();
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

    final SlotSet slots(KeyTrait trait) {
        return content.traits().get(trait);
    }

    private SlotBounds matchAny(Set<Scalar> scalars) {
        SlotSet certain = servesLookup() ? holding(scalars) : SlotSet.empty();
        SlotSet possible = certain;
        for (KeyTrait type : types(scalars)) {
            if (type != held() || !servesLookup()) {
                possible = possible.or(slots(type));
            }
        }
        return new SlotBounds(certain, possible);
    }

    private SlotBounds matchExcept(Set<Scalar> scalars) {
        Set<KeyTrait> excepted = types(scalars);
        SlotSet certain = SlotSet.empty();
        SlotSet undecided = SlotSet.empty();
        for (KeyTrait type : KeyTrait.LEAVES) {
            if (!excepted.contains(type)) {
                certain = certain.or(slots(type));
            } else if (type != held() || !servesLookup()) {
                undecided = undecided.or(slots(type));
            } else {
                SlotBounds others = holdingOtherThan(scalars);
                certain = certain.or(others.certain());
                undecided = undecided.or(others.possible());
            }
        }
        return new SlotBounds(certain, certain.or(undecided));
    }

    /// The slots with a value of the index that is none of these.
    private SlotBounds holdingOtherThan(Set<Scalar> scalars) {
        SlotSet holding = holding(scalars);
        SlotSet certain = indexed().andNot(holding);
        Set<K> excepted =
                scalars.stream().flatMap(s -> valueOf(s).stream()).collect(Collectors.toSet());
        // A slot with one of these values passes if it has another one besides.
        SlotSet[] found = {certain};
        SlotSet[] open = {holding.and(slots(KeyTrait.SEVERAL))};
        int[] visitsLeft = {VALUES_VISITED_MAX};
        content.values()
                .forEachWhile((value, slots) -> {
                    if (open[0].isEmpty() || visitsLeft[0]-- == 0) {
                        return false;
                    }
                    if (!excepted.contains(value)) {
                        found[0] = found[0].or(open[0].and(slots));
                        open[0] = open[0].andNot(slots);
                    }
                    return true;
                });
        return visitsLeft[0] >= 0
                ? SlotBounds.exactly(found[0])
                : new SlotBounds(found[0], found[0].or(open[0]));
    }

    private SlotSet holding(Set<Scalar> scalars) {
        SlotSet slots = SlotSet.empty();
        for (Scalar scalar : scalars) {
            slots = slots.or(valueOf(scalar).map(content.values()::get).orElse(SlotSet.empty()));
        }
        return slots;
    }

    private SlotBounds range(FieldTest.Range range) {
        Optional<SlotSet> inRange = inRange(range);
        SlotSet certain = inRange.orElse(SlotSet.empty());
        SlotSet possible = certain.or(slots(KeyTrait.REAL));
        return new SlotBounds(
                certain, inRange.isPresent() ? possible : possible.or(slots(KeyTrait.INT)));
    }

    private static Set<KeyTrait> types(Set<Scalar> scalars) {
        Set<KeyTrait> types = EnumSet.noneOf(KeyTrait.class);
        for (Scalar scalar : scalars) {
            types.add(
                    switch (scalar) {
                        case Scalar.Text _ -> KeyTrait.TEXT;
                        case Scalar.Int _ -> KeyTrait.INT;
                        case Scalar.Bool _ -> KeyTrait.BOOL;
                    });
        }
        return types;
    }
}
