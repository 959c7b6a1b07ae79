package io.digi.engine.payload;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The stored form of a payload. What goes in comes out: integers and doubles stay apart, fields
/// keep their order. Damaged bytes throw [io.digi.model.error.Problem.Corrupt] and nothing else,
/// having allocated no more than a small multiple of their size.
///
/// | part    | bytes                                                              |
/// |---------|--------------------------------------------------------------------|
/// | payload | `01` (format version), fields                                      |
/// | fields  | varint count, then per field: text (its key), value                |
/// | text    | varint size in bytes, UTF-8                                        |
/// | null    | `00`                                                               |
/// | false   | `01`                                                               |
/// | true    | `02`                                                               |
/// | integer | `03`, zigzag varint                                                |
/// | double  | `04`, 8 bytes IEEE 754 big-endian, finite                          |
/// | string  | `05`, text                                                         |
/// | array   | `06`, varint count, values                                         |
/// | object  | `07`, fields                                                       |
public final class PayloadCodec {
    private static final int VERSION = 1;
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int INT = 3;
    private static final int REAL = 4;
    private static final int TEXT = 5;
    private static final int ARRAY = 6;
    private static final int STRUCT = 7;

    /// Counts are believed only so far: nested ones of damaged bytes would multiply.
    private static final int PRESIZED_MAX = 64;

    private PayloadCodec() {}

    /// Throws [io.digi.model.error.Problem.Invalid] for text that is not Unicode.
    public static byte[] encode(Payload payload) {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        writeFields(out, payload.fields());
        return out.toBytes();
    }

    /// The payload in these bytes, all of them; `where` names them in errors.
    public static Payload decode(byte[] bytes, String where) {
        ByteReader in = new ByteReader(bytes, where);
        in.expectVersion(VERSION);
        Payload payload = new Payload(new Value.Struct(readFields(in, /* depth= */ 1)));
        in.expectEnd();
        return payload;
    }

    /// The value of one of the outermost fields. What stands behind it is not looked at.
    public static Optional<Value> find(byte[] bytes, String key, String where) {
        ByteReader in = new ByteReader(bytes, where);
        in.expectVersion(VERSION);
        for (int left = in.readCount(/* bytesEach= */ 2); left > 0; left--) {
            boolean found = in.readText().equals(key);
            Value value = readValue(in, /* depth= */ 1);
            if (found) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static void writeFields(ByteWriter out, Map<String, Value> fields) {
        out.writeVarint(fields.size());
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            out.writeText(field.getKey());
            writeValue(out, field.getValue());
        }
    }

    private static void writeValue(ByteWriter out, Value value) {
        switch (value) {
            case Value.Null _ -> out.writeByte(NULL);
            case Value.Bool(boolean flag) -> out.writeByte(flag ? TRUE : FALSE);
            case Value.Int(long number) -> {
                out.writeByte(INT);
                out.writeSigned(number);
            }
            case Value.Real(double number) -> {
                out.writeByte(REAL);
                out.writeLong(Double.doubleToRawLongBits(number));
            }
            case Value.Text(String text) -> {
                out.writeByte(TEXT);
                out.writeText(text);
            }
            case Value.Array(List<Value> items) -> {
                out.writeByte(ARRAY);
                out.writeVarint(items.size());
                items.forEach(item -> writeValue(out, item));
            }
            case Value.Struct(Map<String, Value> fields) -> {
                out.writeByte(STRUCT);
                writeFields(out, fields);
            }
        }
    }

    private static Value readValue(ByteReader in, int depth) {
        int tag = in.readByte();
        return switch (tag) {
            case NULL -> Value.Null.NULL;
            case FALSE -> new Value.Bool(false);
            case TRUE -> new Value.Bool(true);
            case INT -> new Value.Int(in.readSigned());
            case REAL -> readReal(in);
            case TEXT -> new Value.Text(in.readText());
            case ARRAY -> new Value.Array(readItems(in, depth + 1));
            case STRUCT -> new Value.Struct(readFields(in, depth + 1));
            default -> throw in.damaged("no value has the tag %d".formatted(tag));
        };
    }

    private static Value readReal(ByteReader in) {
        double number = Double.longBitsToDouble(in.readLong());
        if (!Double.isFinite(number)) {
            throw in.damaged("a number is " + number);
        }
        return new Value.Real(number);
    }

    private static List<Value> readItems(ByteReader in, int depth) {
        requireDepth(in, depth);
        int count = in.readCount(/* bytesEach= */ 1);
        List<Value> items = new ArrayList<>(Math.min(count, PRESIZED_MAX));
        for (int i = 0; i < count; i++) {
            items.add(readValue(in, depth));
        }
        return items;
    }

    private static Map<String, Value> readFields(ByteReader in, int depth) {
        requireDepth(in, depth);
        int count = in.readCount(/* bytesEach= */ 2);
        Map<String, Value> fields = LinkedHashMap.newLinkedHashMap(Math.min(count, PRESIZED_MAX));
        for (int i = 0; i < count; i++) {
            String key = in.readText();
            if (fields.put(key, readValue(in, depth)) != null) {
                throw in.damaged("a key occurs twice");
            }
        }
        return fields;
    }

    private static void requireDepth(ByteReader in, int depth) {
        if (depth > Payload.DEPTH_MAX) {
            throw in.damaged("nested deeper than %d levels".formatted(Payload.DEPTH_MAX));
        }
    }
}
