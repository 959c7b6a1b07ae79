package io.digi.engine.extent;

import io.digi.storage.checksum.Crc32c;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The bytes of an extent. Numbers are big-endian; rows are float32 little-endian.
///
/// ```text
/// header, 4096 bytes
///   8  "DIGIROWS"
///   4  format, 1
///   4  collection   4 vector   4 dimension
///   8  stride: bytes from a row to the next
///   8  capacity: rows of a full extent
///   8  sequence number; the first row is sequence × capacity
///   4  CRC32C of the bytes before
///      zeros
/// rows, stride bytes each; what follows a row's elements is zero
/// footer, once the extent is full
///   4  CRC32C of each block of 64 KiB of rows, the last one shorter
///   4  count of blocks
///   4  CRC32C of the footer so far
///   8  "DIGISEAL"
/// ```
final class ExtentFormat {
    static final int HEADER_SIZE = 4096;
    static final int BLOCK_SIZE = 64 << 10;

    private static final byte[] MAGIC = "DIGIROWS".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEAL = "DIGISEAL".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int CHECKED_SIZE = 48;
    private static final int FOOTER_FIXED_SIZE = 16;

    private ExtentFormat() {}

    static byte[] header(ExtentName name, ExtentLayout layout) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_SIZE);
        bytes.put(MAGIC).putInt(FORMAT);
        bytes.putInt(name.collection()).putInt(name.vector()).putInt(layout.rows().dimension());
        bytes.putLong(layout.rows().strideBytes()).putLong(layout.rowCapacity());
        bytes.putLong(name.sequence());
        bytes.putInt(Crc32c.of(bytes.array(), 0, CHECKED_SIZE));
        return bytes.array();
    }

    static long rowsSize(ExtentLayout layout) {
        return layout.rows().strideBytes() * layout.rowCapacity();
    }

    static int blockCount(ExtentLayout layout) {
        return Math.toIntExact((rowsSize(layout) + BLOCK_SIZE - 1) / BLOCK_SIZE);
    }

    static int footerSize(ExtentLayout layout) {
        return blockCount(layout) * Integer.BYTES + FOOTER_FIXED_SIZE;
    }

    static long sealedSize(ExtentLayout layout) {
        return HEADER_SIZE + rowsSize(layout) + footerSize(layout);
    }

    /// @param checksums of the blocks, in order
    static byte[] footer(int[] checksums) {
        ByteBuffer bytes =
                ByteBuffer.allocate(checksums.length * Integer.BYTES + FOOTER_FIXED_SIZE);
        for (int checksum : checksums) {
            bytes.putInt(checksum);
        }
        bytes.putInt(checksums.length);
        bytes.putInt(Crc32c.of(bytes.array(), 0, bytes.position()));
        bytes.put(SEAL);
        return bytes.array();
    }

    /// What is wrong with a header, if anything.
    static Optional<String> headerFault(byte[] found, ExtentName name, ExtentLayout layout) {
        return java.util.Arrays.equals(found, header(name, layout))
                ? Optional.empty()
                : Optional.of("the header is not that of extent " + name);
    }

    /// What is wrong with a footer, if anything.
    static Optional<String> footerFault(byte[] found, ExtentLayout layout) {
        ByteBuffer bytes = ByteBuffer.wrap(found);
        int checked = found.length - SEAL.length - Integer.BYTES;
        byte[] seal = java.util.Arrays.copyOfRange(found, found.length - SEAL.length, found.length);
        boolean intact =
                bytes.getInt(checked) == Crc32c.of(found, 0, checked)
                        && bytes.getInt(checked - Integer.BYTES) == blockCount(layout)
                        && java.util.Arrays.equals(seal, SEAL);
        return intact ? Optional.empty() : Optional.of("the footer fails its checksum");
    }

    /// The checksums in a footer that has no fault.
    static int[] checksums(byte[] footer, ExtentLayout layout) {
        int[] checksums = new int[blockCount(layout)];
        ByteBuffer.wrap(footer).asIntBuffer().get(checksums);
        return checksums;
    }
}
