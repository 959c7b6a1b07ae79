package io.digi.engine.extent;

import io.digi.model.error.Problem;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The blocks of an extent's rows and their checksums.
final class ExtentBlocks {
    private ExtentBlocks() {}

    /// The checksum of each block, read from the file.
    static int[] checksums(ExtentLayout layout, StoredFile file) {
        int[] checksums = new int[ExtentFormat.blockCount(layout)];
        ByteBuffer block = ByteBuffer.allocateDirect(ExtentFormat.BLOCK_SIZE);
        long size = ExtentFormat.rowsSize(layout);
        for (int i = 0; i < checksums.length; i++) {
            long offset = (long) i * ExtentFormat.BLOCK_SIZE;
            block.clear().limit((int) Math.min(ExtentFormat.BLOCK_SIZE, size - offset));
            file.read(ExtentFormat.HEADER_SIZE + offset, block);
            checksums[i] = Crc32c.of(block.flip());
        }
        return checksums;
    }

    /// The blocks of a sealed extent that differ from its footer, which has no fault.
    static List<Problem.Corrupt> faults(ExtentName name, ExtentLayout layout, StoredFile file) {
        byte[] footer = new byte[ExtentFormat.footerSize(layout)];
        file.read(ExtentFormat.sealedSize(layout) - footer.length, ByteBuffer.wrap(footer));
        int[] expected = ExtentFormat.checksums(footer, layout);
        int[] found = checksums(layout, file);
        List<Problem.Corrupt> faults = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != found[i]) {
                faults.add(
                        new Problem.Corrupt(
                                name.path().toString(),
                                ExtentFormat.HEADER_SIZE + (long) i * ExtentFormat.BLOCK_SIZE,
                                "a block of rows fails its checksum"));
            }
        }
        return faults;
    }
}
