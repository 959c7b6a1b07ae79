package io.digi.storage.kv;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// RocksDB's native library, loaded so that no copies of it pile up.
///
/// Left alone, it unpacks its library, 17 MB, to where temporary files are, at each start, and a
/// killed process leaves it there. RocksDB looks for it on `java.library.path` first: a process
/// that names a folder there, and in the system property `digi.native`, finds it unpacked from an
/// earlier start. Any other unpacks it into a temporary folder and deletes that at once: what is
/// loaded needs no name.
final class RocksLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(RocksLibrary.class);
    private static final String FOLDER_PROPERTY = "digi.native";
    private static final String NAME = "rocksdb";

    /// Guarded by this class.
    private static boolean loaded;

    private RocksLibrary() {}

    /// To be called before any other class of RocksDB is used. Throws [LinkageError] if there is no
    /// library for this machine, or it may not be run.
    static synchronized void load() {
        if (loaded) {
            return;
        }
        String folder = System.getProperty(FOLDER_PROPERTY, "");
        if (!folder.isEmpty()) {
            provideIn(Path.of(folder));
        }
        loadWithoutTrace();
        RocksDB.loadLibrary();
        loaded = true;
    }

    private static void provideIn(Path folder) {
        String file = Environment.getJniLibraryFileName(NAME);
        URL packed = RocksDB.class.getResource("/" + file);
        try {
            if (packed != null) {
                new LibraryFile(packed, file).provideIn(folder);
            }
        } catch (IOException e) {
            LOG.debug("the native library is not kept in {}", folder, e);
        }
    }

    private static void loadWithoutTrace() {
        try {
            Path folder = Files.createTempDirectory("rocksdbjni");
            try {
                NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.debug("the native library is left to RocksDB", e);
        }
    }

    /// Some systems keep a loaded file; then it stays until the orderly end of the process.
    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
