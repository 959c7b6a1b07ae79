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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

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

    /// The most values looked through to decide a [FieldTest.MatchExcept] for slots with several.
    private static final int VALUES_VISITED_MAX = 1_000;

    private final JsonPath key;
    private final Postings<K> content;

    /// Immutable content of an index.
    record Postings<K extends Comparable<K>>(SortedPostings<K> values, TraitSlots traits) {
        /// `keyBytes` estimates the heap that a value holds.
        static <K extends Comparable<K>> Postings<K> none(ToLongFunction<K> keyBytes) {
            return new Postings<>(SortedPostings.empty(keyBytes), TraitSlots.NONE);
        }
    }

    PostingIndex(JsonPath key, Postings<K> content) {
        this.key = key;
        this.content = content;
    }

    static FieldIndex empty(JsonPath key, PayloadIndexConfig config) {
        return switch (config) {
            case PayloadIndexConfig.Keyword _ -> KeywordIndex.empty(key);
            case PayloadIndexConfig.Int(boolean lookup, boolean range, _, _, _) ->
                    IntegerIndex.empty(key, lookup, range);
            case PayloadIndexConfig.Real _ -> FloatIndex.empty(key);
            case PayloadIndexConfig.Bool _ -> BoolIndex.empty(key);
            case PayloadIndexConfig.Geo _ -> GeoIndex.empty(key);
            case PayloadIndexConfig.DateTime _ -> DateTimeIndex.empty(key);
            case PayloadIndexConfig.Uuid _ -> UuidIndex.empty(key);
            case PayloadIndexConfig.Text text -> TextIndex.empty(key, text);
        };
    }

    /// A string of Latin characters has one byte for each.
    static long textBytes(String value) {
        return 40L + value.length();
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
            case FieldTest.MatchValue(Scalar scalar) -> matchAny(Set.of(scalar));
            case FieldTest.MatchAny(Set<Scalar> scalars) -> matchAny(scalars);
            case FieldTest.MatchExcept(Set<Scalar> scalars) -> matchExcept(scalars);
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
        PostingIndex<?> asked = (PostingIndex<?>) empty(key, config);
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
        content.values()
                .forEach((value, holders) -> {
                    if (holders.andCardinality(slots) > 0) {
                        keys.add(value);
                        sets.add(holders.andNot(slots));
                    }
                });
        return asIndex(
                with(
                        new Postings<>(
                                content.values().with(keys, sets),
                                content.traits().without(slots))));
    }

    public final FieldIndex joined(FieldIndex others) {
        // Of the same configuration, so of the same kind of value.
        @SuppressWarnings("unchecked")
        PostingIndex<K> added = (PostingIndex<K>) others;
        List<K> keys = new ArrayList<>();
        List<SlotSet> sets = new ArrayList<>();
        added.forEachValue((value, slots) -> {
            keys.add(value);
            sets.add(content.values().get(value).or(slots));
        });
        return asIndex(
                with(
                        new Postings<>(
                                content.values().with(keys, sets),
                                content.traits().joined(added.content.traits()))));
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

    /// Every kind of index is a [FieldIndex].
    static FieldIndex asIndex(PostingIndex<?> index) {
        return (FieldIndex) index;
    }

    /// The slots with a leaf that equals the scalar.
    SlotBounds lookup(Scalar scalar) {
        KeyTrait type = type(scalar);
        if (!types().contains(type) || !servesLookup()) {
            return SlotBounds.atMost(slots(type));
        }
        return valueOf(scalar)
                .map(value -> SlotBounds.exactly(content.values().get(value)))
                .orElseGet(() -> SlotBounds.atMost(slots(KeyTrait.UNFIT)));
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

    private SlotBounds matchAny(Set<Scalar> scalars) {
        SlotBounds any = SlotBounds.exactly(SlotSet.empty());
        for (Scalar scalar : scalars) {
            any = any.or(lookup(scalar));
        }
        return any;
    }

    private SlotBounds matchExcept(Set<Scalar> scalars) {
        Set<KeyTrait> excepted = types(scalars);
        SlotBounds answer = SlotBounds.exactly(SlotSet.empty());
        for (KeyTrait type : KeyTrait.LEAVES) {
            if (!excepted.contains(type)) {
                answer = answer.or(SlotBounds.exactly(slots(type)));
            } else if (!types().contains(type) || !servesLookup()) {
                answer = answer.or(SlotBounds.atMost(slots(type)));
            } else {
                answer = answer.or(holdingOtherThan(scalars)).or(unfitOtherThan(scalars));
            }
        }
        return answer;
    }

    /// The slots with a leaf of the types that is not in the index and is none of these.
    private SlotBounds unfitOtherThan(Set<Scalar> scalars) {
        boolean mayBeOne =
                scalars.stream().anyMatch(s -> types().contains(type(s)) && valueOf(s).isEmpty());
        SlotSet unfit = slots(KeyTrait.UNFIT);
        return mayBeOne ? SlotBounds.atMost(unfit) : SlotBounds.exactly(unfit);
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

    private static Set<KeyTrait> types(Set<Scalar> scalars) {
        Set<KeyTrait> types = EnumSet.noneOf(KeyTrait.class);
        scalars.forEach(scalar -> types.add(type(scalar)));
        return types;
    }

    private static KeyTrait type(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Text _ -> KeyTrait.TEXT;
            case Scalar.Int _ -> KeyTrait.INT;
            case Scalar.Bool _ -> KeyTrait.BOOL;
        };
    }
}
