package io.digi.stack.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/// A process that writes numbers into RocksDB, and into a file by the JDK, each synced before its
/// line on standard output, until it is killed.
final class RocksWriter {
    static final int COUNT_MAX = 100_000;

    private RocksWriter() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int first = Integer.parseInt(args[1]);
        Path store = directory.resolve("kv");
        try (Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(64 << 10);
                RocksDB db = RocksDB.open(options, store.toString());
                WriteOptions synced = new WriteOptions().setSync(true);
                FlushOptions flush = new FlushOptions()) {
            for (int i = first; i < COUNT_MAX; i++) {
                write(db, synced, directory, i);
                if (i % 25 == 24) {
                    db.flush(flush);
                }
                System.out.println(i);
            }
        }
    }

    private static void write(RocksDB db, WriteOptions synced, Path directory, int i)
            throws RocksDBException, IOException {
        byte[] key = ByteBuffer.allocate(4).putInt(i).array();
        db.put(synced, key, ByteBuffer.allocate(2000).putInt(i).array());
        Path next = directory.resolve("last.next");
        try (FileChannel file =
                FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(key));
            file.force(true);
        }
        Files.move(next, directory.resolve("last"), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
