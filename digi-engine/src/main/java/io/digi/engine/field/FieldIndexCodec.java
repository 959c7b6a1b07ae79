package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.payload.JsonPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The stored form of an index. It depends on the contents alone.
///
/// | part  | bytes                                                                           |
/// |-------|---------------------------------------------------------------------------------|
/// | index | `01` (format version), kind, text (the key), traits, postings                   |
/// | kind  | `01` keyword, `02` integer                                                      |
/// | traits | by trait, in the order of their codes: code (1 byte), set of slots; then `00`  |
/// | postings | varint count, then by value, ascending: value, set of slots (not empty)      |
/// | value | keyword: text; integer: zigzag varint                                           |
///
/// Sets of slots and texts are as [SlotSet#writeTo] and [ByteWriter#writeText] write them; strings
/// ascend by their UTF-16 units.
final class FieldIndexCodec {
    private static final int VERSION = 1;
    private static final int END_OF_TRAITS = 0;

    private FieldIndexCodec() {}

    static <K extends Comparable<K>> void write(PostingIndex<K> index, ByteWriter out) {
        out.writeByte(VERSION);
        out.writeByte(index.kindCode());
        out.writeText(index.key().toString());
        for (KeyTrait trait : KeyTrait.values()) {
            SlotSet slots = index.slots(trait);
            if (!slots.isEmpty()) {
                out.writeByte(trait.code());
                slots.writeTo(out);
            }
        }
        out.writeByte(END_OF_TRAITS);
        out.writeVarint(index.valueCount());
        index.forEachValue((value, slots) -> {
            index.writeValue(value, out);
            slots.writeTo(out);
        });
    }

    static FieldIndex read(ByteReader in, PayloadIndexConfig config) {
        in.expectVersion(VERSION);
        int kind = in.readByte();
        JsonPath key = readKey(in);
        TraitSlots traits = readTraits(in);
        return switch (config) {
            case PayloadIndexConfig.Keyword _ -> {
                expectKind(in, kind, KeywordIndex.KIND_CODE);
                yield new KeywordIndex(
                        key,
                        new PostingIndex.Postings<>(
                                readValues(in, ByteReader::readText, KeywordIndex::bytes), traits));
            }
            case PayloadIndexConfig.Int(boolean lookup, boolean range, _, _) -> {
                expectKind(in, kind, IntegerIndex.KIND_CODE);
                yield new IntegerIndex(
                        key,
                        lookup,
                        range,
                        new PostingIndex.Postings<>(
                                readValues(in, ByteReader::readSigned, IntegerIndex::bytes),
                                traits));
            }
        };
    }

    private static void expectKind(ByteReader in, int found, int expected) {
        if (found != expected) {
            throw in.damaged("index of kind %d, expected %d".formatted(found, expected));
        }
    }

    private static JsonPath readKey(ByteReader in) {
        String text = in.readText();
        try {
            return JsonPath.parse(text);
        } catch (DigiException noPath) {
            throw in.damaged("the key is no path: " + noPath.getMessage());
        }
    }

    private static TraitSlots readTraits(ByteReader in) {
        Map<KeyTrait, SlotSet> traits = new EnumMap<>(KeyTrait.class);
        int before = END_OF_TRAITS;
        int code = in.readByte();
        while (code != END_OF_TRAITS) {
            if (code <= before || code > KeyTrait.values().length) {
                throw in.damaged("trait %d is unknown or out of order".formatted(code));
            }
            traits.put(KeyTrait.ofCode(code), SlotSet.readFrom(in));
            before = code;
            code = in.readByte();
        }
        return new TraitSlots(traits);
    }

    private static <K extends Comparable<K>> SortedPostings<K> readValues(
            ByteReader in, Function<ByteReader, K> value, ToLongFunction<K> bytes) {
        int count = in.readCount(/* bytesEach= */ 3);
        List<K> keys = new ArrayList<>();
        List<SlotSet> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            K key = value.apply(in);
            if (!keys.isEmpty() && keys.getLast().compareTo(key) >= 0) {
                throw in.damaged("values of the index do not ascend");
            }
            SlotSet slots = SlotSet.readFrom(in);
            if (slots.isEmpty()) {
                throw in.damaged("a value of the index has no slots");
            }
            keys.add(key);
            sets.add(slots);
        }
        return SortedPostings.<K>empty(bytes).with(keys, sets);
    }
}
