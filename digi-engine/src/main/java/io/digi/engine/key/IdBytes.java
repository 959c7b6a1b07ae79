package io.digi.engine.key;

import io.digi.model.id.PointId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Point ids as bytes whose unsigned order is the order of the ids.
///
/// ```text
/// number   01  value, 8 bytes big-endian
/// UUID     02  16 bytes, as written
/// string   03  UTF-8
/// ```
public final class IdBytes {
    private static final byte NUMBER = 1;
    private static final byte UUID = 2;
    private static final byte TEXT = 3;

    private IdBytes() {}

    public static byte[] of(PointId id) {
        return switch (id) {
            case PointId.Num(long value) ->
                    ByteBuffer.allocate(9).put(NUMBER).putLong(value).array();
            case PointId.Uuid(long high, long low) ->
                    ByteBuffer.allocate(17).put(UUID).putLong(high).putLong(low).array();
            case PointId.Text(String value) -> {
                byte[] text = value.getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.allocate(1 + text.length).put(TEXT).put(text).array();
            }
        };
    }

    /// Reads an id that takes the rest of the buffer.
    public static PointId read(ByteBuffer bytes) {
        byte kind = bytes.get();
        return switch (kind) {
            case NUMBER -> new PointId.Num(bytes.getLong());
            case UUID -> new PointId.Uuid(bytes.getLong(), bytes.getLong());
            case TEXT -> {
                byte[] text = new byte[bytes.remaining()];
                bytes.get(text);
                yield new PointId.Text(new String(text, StandardCharsets.UTF_8));
            }
            default -> throw new IllegalArgumentException("unknown kind of id: " + kind);
        };
    }
}
