package io.digi.storage.checksum;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// CRC-32C (Castagnoli) of bytes, as an unsigned 32-bit number in an `int`: the checksum of every
/// format that Digi writes. Allocates a few objects per call and nothing per byte.
public final class Crc32c {
    /// A segment is seen through byte buffers of at most this size.
    private static final long WINDOW_BYTES = 1 << 30;

    private Crc32c() {}

    public static int of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    public static int of(byte[] bytes, int offset, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, size);
        return (int) crc.getValue();
    }

    /// Of the bytes from position to limit; the buffer's position stays where it is.
    public static int of(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    public static int of(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        for (long offset = 0; offset < bytes.byteSize(); offset += WINDOW_BYTES) {
            long size = Math.min(WINDOW_BYTES, bytes.byteSize() - offset);
            crc.update(bytes.asSlice(offset, size).asByteBuffer());
        }
        return (int) crc.getValue();
    }
}
