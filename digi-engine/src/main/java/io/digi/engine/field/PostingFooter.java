package io.digi.engine.field;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;

/// The end of a [PostingFile]: where its directory is.
record PostingFooter(long directoryOffset, int directorySize, int directoryChecksum) {
    /// With its own checksum.
    static final int SIZE = Long.BYTES + 3 * Integer.BYTES;

    ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putLong(directoryOffset).putInt(directorySize).putInt(directoryChecksum);
        bytes.putInt(Crc32c.of(bytes.array(), 0, SIZE - Integer.BYTES));
        return bytes.flip();
    }

    /// Throws [Problem.Corrupt].
    static PostingFooter read(StoredFile file, long fileSize) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        if (fileSize < SIZE) {
            throw corrupt(file, "has no end");
        }
        file.read(fileSize - SIZE, bytes);
        bytes.flip();
        if (Crc32c.of(bytes.array(), 0, SIZE - Integer.BYTES)
                != bytes.getInt(SIZE - Integer.BYTES)) {
            throw corrupt(file, "the checksum of its end fails");
        }
        return new PostingFooter(bytes.getLong(), bytes.getInt(), bytes.getInt());
    }

    private static DigiException corrupt(StoredFile file, String detail) {
        return new DigiException(new Problem.Corrupt(file.file().toString(), 0, detail));
    }
}
