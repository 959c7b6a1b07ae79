package io.digi.storage.kv;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/// A native library that lies packed on the class path, and an unpacked copy of it.
final class LibraryFile {
    private static final int BUFFER_SIZE = 64 << 10;

    private final URL packed;
    private final String name;
    private final long crc;

    /// @param name of the unpacked file
    LibraryFile(URL packed, String name) throws IOException {
        this.packed = packed;
        this.name = name;
        this.crc = crcOf(packed);
    }

    /// Sees to it that the intact library lies in a folder: leaves the one that is there, or puts
    /// one there, which appears whole. Any number of processes may ask at a time, and go on with
    /// the one that they have loaded.
    void provideIn(Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file) && crcOf(file.toUri().toURL()) == crc) {
            return;
        }
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, name, ".part");
        try {
            unpackTo(part);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void unpackTo(Path file) throws IOException {
        try (InputStream in = packed.openStream()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The directory of a jar knows it, which spares unpacking.
    private static long crcOf(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry().getCrc() >= 0) {
            return jar.getJarEntry().getCrc();
        }
        try (CheckedInputStream in =
                new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            byte[] buffer = new byte[BUFFER_SIZE];
            while (in.read(buffer) >= 0) {
                // Reading is what counts.
            }
            return in.getChecksum().getValue();
        }
    }
}
