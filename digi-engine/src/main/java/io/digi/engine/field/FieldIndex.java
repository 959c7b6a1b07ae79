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
                TextIndex,
                UuidIndex {
    /// The index of no points.
    static FieldIndex empty(JsonPath key, PayloadIndexConfig config) {
        return PostingIndex.empty(key, config);
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

    /// This index and another of the same key and configuration, of other slots, in one.
    FieldIndex joined(FieldIndex others);

    /// How many different values the index holds.
    int valueCount();

    /// An estimate of the heap that the index holds, with what it shares with older ones.
    long memoryBytes();

    void writeTo(ByteWriter out);

    Editor edit();

    /// Applies a group of changes to an index. Not thread-safe.
    sealed interface Editor permits PostingEditor {
        /// The payload of `slot` was `before` and is `after`; [Payload#EMPTY] stands for a point
        /// that was not there, or is no more. `before` must be what the index last saw.
        void replace(int slot, Payload before, Payload after);

        /// For how many values something was changed so far.
        int changedCount();

        FieldIndex build();
    }
}
