package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.error.DigiException;
import io.digi.model.payload.JsonPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The stored form of an index. It depends on the contents alone.
///
/// | part  | bytes                                                                           |
/// |-------|---------------------------------------------------------------------------------|
/// | index | `01` (format version), kind, text (the key), parameters, traits, postings       |
/// | kind  | `01` keyword, `02` integer, `03` float, `04` bool, `05` datetime, `06` uuid, `07` geo, `08` text |
/// | parameters | of text: tokenizer (`01` word, `02` whitespace, `03` prefix), flags (1 lower-case, 2 phrases), varints: 1 + shortest and 1 + longest token, 0 for none; of others none |
/// | traits | by trait, in the order of their codes: code (1 byte), set of slots; then `00`  |
/// | postings | varint count, then by value, ascending: value, set of slots (not empty)      |
/// | value | keyword, text: text; integer, datetime: zigzag varint; float: the nearest double (8 bytes), zigzag varint (how far above it the number is); bool: `00` or `01`; uuid: 16 bytes; geo: longitude and latitude, doubles |
///
/// Sets of slots and texts are as [SlotSet#writeTo] and [ByteWriter#writeText] write them. Strings
/// ascend by their UTF-16 units, numbers by size, UUIDs by their two signed halves, places by the
/// codes of [io.digi.engine.geo.GeoCell].
final class FieldIndexCodec {
    private static final int VERSION = 1;
    private static final int END_OF_TRAITS = 0;

    private FieldIndexCodec() {}

    static <K extends Comparable<K>> void write(PostingIndex<K> index, ByteWriter out) {
        writeHead(index, index.content().traits(), out);
        out.writeVarint(index.valueCount());
        index.values().forEach((value, slots) -> writeValue(index, value, slots, out));
    }

    static <K extends Comparable<K>> void writeValue(
            PostingIndex<K> shape, K value, SlotSet slots, ByteWriter out) {
        shape.writeValue(value, out);
        slots.writeTo(out);
    }

    /// Writes all but the postings: what an index is of, and traits.
    static void writeHead(PostingIndex<?> shape, TraitSlots traits, ByteWriter out) {
        out.writeByte(VERSION);
        out.writeByte(code(shape.kind()));
        out.writeText(shape.key().toString());
        shape.writeParameters(out);
        for (KeyTrait trait : KeyTrait.values()) {
            SlotSet slots = traits.get(trait);
            if (!slots.isEmpty()) {
                out.writeByte(trait.code());
                slots.writeTo(out);
            }
        }
        out.writeByte(END_OF_TRAITS);
    }

    static FieldIndex read(ByteReader in, PayloadIndexConfig config) {
        PostingIndex<?> empty = readShape(in, config);
        return read(in, empty);
    }

    private static <K extends Comparable<K>> FieldIndex read(ByteReader in, PostingIndex<K> empty) {
        TraitSlots traits = readTraits(in);
        int count = in.readCount(/* bytesEach= */ 3);
        List<K> keys = new ArrayList<>();
        List<SlotSet> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            K key = empty.readValue(in);
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
        return empty.changed(keys, sets, traits);
    }

    /// The index that a file has. Throws [io.digi.model.error.Problem.Corrupt], also for one of
    /// other contents than `config` asks for.
    static FieldIndex readStored(PostingFile file, PayloadIndexConfig config) {
        ByteReader in = file.directory();
        try {
            return readStored(file, in, readShape(in, config));
        } catch (DigiException e) {
            throw file.damaged(e);
        }
    }

    private static <K extends Comparable<K>> FieldIndex readStored(
            PostingFile file, ByteReader in, PostingIndex<K> shape) {
        TraitSlots traits = readTraits(in);
        PostingDirectory<K> directory = PostingDirectory.read(in, shape);
        return PostingIndex.asIndex(
                shape.with(new Postings<>(new StoredPostings<>(file, shape, directory), traits)));
    }

    /// An empty index of what the bytes are of.
    private static PostingIndex<?> readShape(ByteReader in, PayloadIndexConfig config) {
        in.expectVersion(VERSION);
        int kind = in.readByte();
        PostingIndex<?> empty = (PostingIndex<?>) FieldIndex.empty(readKey(in), config);
        int expected = code(empty.kind());
        if (kind != expected) {
            throw in.damaged("index of kind %d, expected %d".formatted(kind, expected));
        }
        if (!empty.hasParameters(in)) {
            throw in.damaged("index with other parameters than expected");
        }
        return empty;
    }

    static boolean isOf(ByteReader in, PayloadIndexConfig config) {
        in.expectVersion(VERSION);
        int kind = in.readByte();
        PostingIndex<?> empty = (PostingIndex<?>) FieldIndex.empty(readKey(in), config);
        return kind == code(empty.kind()) && empty.hasParameters(in);
    }

    private static int code(PayloadIndexKind kind) {
        return switch (kind) {
            case KEYWORD -> 1;
            case INTEGER -> 2;
            case FLOAT -> 3;
            case BOOL -> 4;
            case DATETIME -> 5;
            case UUID -> 6;
            case GEO -> 7;
            case TEXT -> 8;
        };
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
}
