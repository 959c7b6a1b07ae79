package io.digi.engine.bytes;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads what a [ByteWriter] wrote. Every read is checked against the end before anything is
/// allocated; bytes that cannot have been written so throw [Problem.Corrupt]. Not thread-safe.
public final class ByteReader {
    private final byte[] bytes;
    private final String where;
    private final int end;
    private int position;

    /// A reader of all the bytes; `where` names them in errors.
    public ByteReader(byte[] bytes, String where) {
        this(bytes, where, 0, bytes.length);
    }

    private ByteReader(byte[] bytes, String where, int position, int end) {
        this.bytes = bytes;
        this.where = where;
        this.position = position;
        this.end = end;
    }

    /// A reader at the same place, which does not move with this one.
    public ByteReader copy() {
        return new ByteReader(bytes, where, position, end);
    }

    /// A reader of what [ByteWriter#writePart] wrote.
    public ByteReader readPart() {
        int size = readCount(/* bytesEach= */ 1);
        ByteReader part = new ByteReader(bytes, where, position, position + size);
        position += size;
        return part;
    }

    public int readByte() {
        require(1);
        return bytes[position++] & 0xff;
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                if (shift == 63 && next > 1) {
                    throw damaged("a number has more than 64 bits");
                }
                return value;
            }
        }
        throw damaged("a number has more than 10 bytes");
    }

    public long readSigned() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    public char readChar() {
        require(Character.BYTES);
        char value = (char) (((bytes[position] & 0xff) << 8) | (bytes[position + 1] & 0xff));
        position += Character.BYTES;
        return value;
    }

    public long readLong() {
        require(Long.BYTES);
        long value = ByteBuffer.wrap(bytes).getLong(position);
        position += Long.BYTES;
        return value;
    }

    /// How many items follow, each of at least `bytesEach` bytes: never more than there is room
    /// for, so that it is safe to allocate for them.
    public int readCount(int bytesEach) {
        long count = readVarint();
        if (count < 0 || count > remaining() / bytesEach) {
            throw damaged(
                    "%s items of at least %d bytes cannot be in the %d bytes left"
                            .formatted(Long.toUnsignedString(count), bytesEach, remaining()));
        }
        return (int) count;
    }

    public String readText() {
        int length = readCount(1);
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (bytes[i] < 0) {
                return decode(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    /// Checks that a format version is the one known.
    public void expectVersion(int supported) {
        int found = readByte();
        if (found != supported) {
            throw damaged("format version %d, this program reads %d".formatted(found, supported));
        }
    }

    /// Checks that nothing is left.
    public void expectEnd() {
        if (remaining() != 0) {
            throw damaged("%d bytes too many".formatted(remaining()));
        }
    }

    public int remaining() {
        return end - position;
    }

    /// The exception for bytes that cannot have been written.
    public DigiException damaged(String detail) {
        return new DigiException(new Problem.Corrupt(where, position, detail));
    }

    private void require(int count) {
        if (remaining() < count) {
            throw damaged("ends %d bytes early".formatted(count - remaining()));
        }
    }

    private String decode(int start, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new DigiException(
                    new Problem.Corrupt(where, start, "text is not UTF-8"), malformed);
        }
    }
}
