package io.digi.engine.bytes;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A growing array of bytes. Numbers are varints (7 bits a byte, lowest first, the top bit set on
/// all but the last) or big-endian; text is UTF-8 after its length. Not thread-safe.
public final class ByteWriter {
    /// The most that one array holds on any JVM.
    private static final int SIZE_MAX = Integer.MAX_VALUE - 16;

    private final int sizeMax;
    private byte[] bytes = new byte[64];
    private int size;

    public ByteWriter() {
        this(SIZE_MAX);
    }

    /// A writer that throws [Problem.OutOfMemory] rather than hold more than `sizeMax` bytes.
    public ByteWriter(int sizeMax) {
        this.sizeMax = Math.min(sizeMax, SIZE_MAX);
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /// An unsigned varint of 1–10 bytes.
    public void writeVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A signed number, near zero in few bytes (zigzag).
    public void writeSigned(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /// Two bytes.
    public void writeChar(char value) {
        writeByte(value >>> 8);
        writeByte(value);
    }

    /// Eight bytes.
    public void writeLong(long value) {
        reserve(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(size, value);
        size += Long.BYTES;
    }

    /// Text after its length in bytes. Throws [Problem.Invalid] for text that is not Unicode.
    public void writeText(String text) {
        byte[] encoded =
                isFreeOfSurrogates(text) ? text.getBytes(StandardCharsets.UTF_8) : utf8(text);
        writeVarint(encoded.length);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /// All that another one has, after its size in bytes.
    public void writePart(ByteWriter part) {
        writeVarint(part.size);
        writeAll(part);
    }

    /// All that another one has.
    public void writeAll(ByteWriter part) {
        reserve(part.size);
        System.arraycopy(part.bytes, 0, bytes, size, part.size);
        size += part.size;
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (more > sizeMax - size) {
            throw new DigiException(
                    new Problem.OutOfMemory("encoding", (long) size + more, size, sizeMax));
        }
        if (bytes.length - size >= more) {
            return;
        }
        long grown = Math.max((long) size + more, bytes.length * 2L);
        bytes = Arrays.copyOf(bytes, (int) Math.min(grown, sizeMax));
    }

    private static boolean isFreeOfSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[encoded.remaining()];
            encoded.get(exact);
            return exact;
        } catch (CharacterCodingException unpaired) {
            throw new DigiException(
                    new Problem.Invalid(
                            List.of(
                                    new Violation(
                                            "payload",
                                            "has text that is not valid Unicode"
                                                    + " (an unpaired surrogate)"))),
                    unpaired);
        }
    }
}
