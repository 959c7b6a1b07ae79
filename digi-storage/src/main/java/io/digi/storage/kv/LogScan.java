package io.digi.storage.kv;

import io.digi.storage.checksum.Crc32c;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Reads one file of RocksDB's write-ahead log, record by record.
///
/// The file is cut into blocks of 32 KiB; no record crosses one, and less than a header at the end
/// of a block is padding. A batch is one `full` record, or a `first`, any `middle` ones and a
/// `last`. A record, little-endian:
///
/// | bytes | what |
/// |---|---|
/// | 0–3 | CRC-32C of everything from byte 6 on, rotated right by 15 and plus `a282ead8` |
/// | 4–5 | length of the payload |
/// | 6 | type: 1 full, 2 first, 3 middle, 4 last; 5–8 the same with a log number; others: no batch |
/// | 7–10 | log number, in the types that have one |
/// | then | payload |
///
/// After a bad record the scan goes on where that record says it ends, if an intact record is
/// there; else at the next byte of the first bad block where one is; else with the next block.
/// RocksDB itself begins the log after a torn one with an empty batch, which counts for nothing
/// here.
final class LogScan {
    /// @param hasBatch whether any batch of the file is intact
    /// @param bad where the first batch begins that is not intact; -1 if there is none
    /// @param intactBehind where the first intact batch behind it begins; -1 if there is none
    record Finding(boolean hasBatch, long bad, long intactBehind) {}

    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    private static final int NUMBERED_HEADER_BYTES = 11;
    private static final int TYPE_OFFSET = 6;

    /// A batch begins with a sequence number of 8 bytes and a count of 4; this short it is empty.
    private static final int EMPTY_BATCH_BYTES = 12;

    private static final int MASK_DELTA = 0xa282ead8;
    private static final long NONE = -1;

    private final ByteBuffer block =
            ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long blockStart;
    private int blockSize;

    /// Where the batch began whose last record has not come yet.
    private long openBatch = NONE;

    private boolean hasBatch;
    private long bad = NONE;
    private long badBlock = NONE;
    private long intactBehind = NONE;

    private LogScan() {}

    static Finding of(Path file) throws IOException {
        LogScan scan = new LogScan();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            while (scan.blockStart < size && scan.intactBehind == NONE) {
                scan.readBlock(channel);
                scan.scanBlock();
                scan.blockStart += BLOCK_BYTES;
            }
        }
        if (scan.openBatch != NONE) {
            scan.markBad(scan.openBatch);
        }
        return new Finding(scan.hasBatch, scan.bad, scan.intactBehind);
    }

    private void readBlock(FileChannel channel) throws IOException {
        block.clear();
        int read = 0;
        while (read >= 0 && block.hasRemaining()) {
            read = channel.read(block, blockStart + block.position());
        }
        blockSize = block.position();
    }

    private void scanBlock() {
        int at = 0;
        while (at + HEADER_BYTES <= blockSize) {
            if (isIntact(at)) {
                accept(at);
                at = end(at);
            } else {
                markBad(blockStart + at);
                at = resume(at);
            }
        }
        if (at < blockSize && blockSize < BLOCK_BYTES) {
            markBad(blockStart + at);
        }
    }

    private boolean isIntact(int at) {
        if (at + HEADER_BYTES > blockSize || type(at) == 0 || end(at) > blockSize) {
            return false;
        }
        int from = at + TYPE_OFFSET;
        int crc = Crc32c.of(block.array(), from, end(at) - from);
        return block.getInt(at) == Integer.rotateRight(crc, 15) + MASK_DELTA;
    }

    private void accept(int at) {
        long offset = blockStart + at;
        switch (type(at)) {
            case 1, 5 -> {
                endOpenBatch();
                if (payloadSize(at) > EMPTY_BATCH_BYTES) {
                    complete(offset);
                }
            }
            case 2, 6 -> {
                endOpenBatch();
                openBatch = offset;
            }
            case 3, 7 -> requireOpenBatch(offset);
            case 4, 8 -> {
                if (requireOpenBatch(offset)) {
                    complete(openBatch);
                    openBatch = NONE;
                }
            }
            default -> {
                // A note of RocksDB to itself.
            }
        }
    }

    /// A new batch begins although the last record of the one before is missing.
    private void endOpenBatch() {
        if (openBatch != NONE) {
            markBad(openBatch);
        }
    }

    private boolean requireOpenBatch(long offset) {
        if (openBatch == NONE) {
            markBad(offset);
        }
        return openBatch != NONE;
    }

    private void complete(long start) {
        hasBatch = true;
        if (bad != NONE && intactBehind == NONE) {
            intactBehind = start;
        }
    }

    private void markBad(long offset) {
        if (bad == NONE) {
            bad = openBatch == NONE ? offset : openBatch;
            badBlock = blockStart;
        }
        openBatch = NONE;
    }

    private int resume(int at) {
        int end = end(at);
        if (end + HEADER_BYTES <= blockSize && isIntact(end)) {
            return end;
        }
        return badBlock == blockStart ? at + 1 : blockSize;
    }

    private int end(int at) {
        boolean numbered = isNumbered(type(at));
        int header = numbered ? NUMBERED_HEADER_BYTES : HEADER_BYTES;
        return at + header + payloadSize(at);
    }

    private int payloadSize(int at) {
        return Short.toUnsignedInt(block.getShort(at + 4));
    }

    private int type(int at) {
        return Byte.toUnsignedInt(block.get(at + TYPE_OFFSET));
    }

    /// The types that RocksDB writes into recycled files.
    private static boolean isNumbered(int type) {
        return (type >= 5 && type <= 8) || (type >= 10 && type % 2 == 1);
    }
}
