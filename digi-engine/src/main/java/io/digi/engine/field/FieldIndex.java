package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.FieldTest;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.Optional;

/// A payload index: for the values of one type at one key, the slots that have them. Immutable: a
/// group of changes makes a new index, which shares what did not change, so a published view keeps
/// its state for as long as it likes.
///
/// An index never claims more than it knows. What it does not hold (a double under an integer
/// index, say) it knows by type, so that its answers are bounds: exact wherever no point has such a
/// value, and otherwise leaving just those points to be checked.
public sealed interface FieldIndex
        permits BoolIndex,
                DateTimeIndex,
                FloatIndex,
                GeoIndex,
                IntegerIndex,
                KeywordIndex,
                LayeredIndex,
                TextIndex,
                UuidIndex {
    /// The index of no points.
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

    /// The index that [#writeTo] wrote. Throws [io.digi.model.error.Problem.Corrupt] for bytes of
    /// an index of other contents than `config` asks for (see [#isOf]), or damaged ones.
    static FieldIndex readFrom(ByteReader in, PayloadIndexConfig config) {
        return FieldIndexCodec.read(in, config);
    }

    /// Whether [#writeTo] wrote what `config` asks for: the kind decides it, and of a text index
    /// what becomes of a text. Capabilities and places do not. Throws
    /// [io.digi.model.error.Problem.Corrupt].
    static boolean isOf(ByteReader in, PayloadIndexConfig config) {
        return FieldIndexCodec.isOf(in, config);
    }

    /// The index that a file has. Throws [io.digi.model.error.Problem.Corrupt], also for one of
    /// other contents than `config` asks for.
    static FieldIndex readStored(PostingFile file, PayloadIndexConfig config) {
        return FieldIndexCodec.readStored(file, config);
    }

    JsonPath key();

    PayloadIndexKind kind();

    /// What matches at the key mean with this index.
    FieldMeaning meaning();

    /// The slots of `live` whose values at the key pass `test`. The slots of the index must be
    /// among `live`.
    SlotBounds answer(FieldTest test, SlotSet live);

    /// The slots of `live` that [io.digi.model.filter.Condition.IsEmpty] selects; exact.
    SlotSet empties(SlotSet live);

    /// The slots that [io.digi.model.filter.Condition.IsNull] selects; exact.
    SlotSet nulls();

    /// The slots that have at least one value of the index's type.
    SlotSet indexed();

    /// How many points have at least one value of the index's type.
    default int pointCount() {
        return indexed().cardinality();
    }

    /// The same contents with the parameters of `config`; empty if an index with these holds
    /// something else.
    Optional<FieldIndex> reconfigured(PayloadIndexConfig config);

    /// The same index without these slots, whatever it held of them. Looks at every value.
    FieldIndex without(SlotSet slots);

    /// This index and another in memory of the same key and configuration, of other slots, in one.
    ///
    /// @param otherSlots the slots that `others` is right about
    FieldIndex joined(FieldIndex others, SlotSet otherSlots);

    /// The file that the greater part of the index lies in, if any.
    Optional<PostingFile> file();

    /// Whether the file turned out not to be what was written. Answers are still true, but leave
    /// much to be checked.
    default boolean isDamaged() {
        return file().map(PostingFile::isDamaged).orElse(false);
    }

    /// How many slots it holds something of in memory, rather than in a file.
    int looseCount();

    /// How many different values the index holds; of one in layers, at most.
    int valueCount();

    /// An estimate of the heap that the index holds, with what it shares with older ones.
    long memoryBytes();

    void writeTo(ByteWriter out);

    Editor edit();

    /// Applies a group of changes to an index. Not thread-safe.
    sealed interface Editor permits LayeredEditor, PostingEditor {
        /// The payload of `slot` was `before` and is `after`; [Payload#EMPTY] stands for a point
        /// that was not there, or is no more. `before` must be what the index last saw.
        void replace(int slot, Payload before, Payload after);

        /// For how many values something was changed so far.
        int changedCount();

        FieldIndex build();
    }
}
