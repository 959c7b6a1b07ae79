package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// An open file of postings: parts, each followed by its checksum, the last of which is the
/// directory of the others ([PostingFileWriter]). It never changes. Thread-safe.
public final class PostingFile implements AutoCloseable {
    private final long id;
    private final StoredFile file;
    private final Consumer<Problem.Corrupt> damage;
    private final long size;
    private final PostingFooter footer;
    private volatile boolean isDamaged;

    /// Throws [Problem.Corrupt] and leaves `file` open if it has no intact end.
    ///
    /// @param id tells it from others of its collection
    /// @param damage hears once if a part turns out not to be what was written
    public PostingFile(long id, StoredFile file, Consumer<Problem.Corrupt> damage) {
        this.id = id;
        this.file = file;
        this.damage = damage;
        this.size = file.size();
        this.footer = PostingFooter.read(file, size);
    }

    public long id() {
        return id;
    }

    /// Bytes of the file.
    public long size() {
        return size;
    }

    /// The checksum of the directory, which has the places and contents of all else.
    int directoryChecksum() {
        return footer.directoryChecksum();
    }

    ByteReader directory() {
        return read(footer.directoryOffset(), footer.directorySize());
    }

    /// The part of so many bytes at an offset. Throws [Problem.Corrupt].
    ByteReader read(long offset, int partSize) {
        ByteBuffer bytes = ByteBuffer.allocate(partSize + Integer.BYTES);
        try {
            if (offset < 0 || partSize < 0 || offset + bytes.limit() > size) {
                throw corrupt(offset, "a part is said to be behind the end");
            }
            file.read(offset, bytes);
            if (Crc32c.of(bytes.array(), 0, partSize) != bytes.getInt(partSize)) {
                throw corrupt(offset, "checksum fails");
            }
        } catch (DigiException e) {
            throw damaged(e);
        }
        String where = "%s at %d".formatted(file.file(), offset);
        return new ByteReader(Arrays.copyOf(bytes.array(), partSize), where);
    }

    /// Notes damage that was met in the file, and returns it.
    DigiException damaged(DigiException met) {
        Problem.Corrupt problem =
                switch (met.problem()) {
                    case Problem.Corrupt corrupt -> corrupt;
                    case Problem.MediumFailed failed ->
                            new Problem.Corrupt(file.file().toString(), 0, failed.message());
                    case Problem _ -> throw met;
                };
        if (!isDamaged) {
            isDamaged = true;
            damage.accept(problem);
        }
        return new DigiException(problem, met);
    }

    /// Whether a part was not what was written.
    boolean isDamaged() {
        return isDamaged;
    }

    private DigiException corrupt(long offset, String detail) {
        return new DigiException(new Problem.Corrupt(file.file().toString(), offset, detail));
    }

    @Override
    public void close() {
        file.close();
    }
}
