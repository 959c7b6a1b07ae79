package io.digi.stack.powercut;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A process that changes files by each way the JDK has, syncs what is named `kept`, and dies.
/// Arguments: the directory, which holds a file `source`.
final class JdkWriter {
    private JdkWriter() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Path source = directory.resolve("source");
        for (String fate : new String[] {"lost", "kept"}) {
            Path target = Files.createDirectory(directory.resolve(fate));
            Files.copy(source, target.resolve("copied"));
            transfer(source, target.resolve("transferred"));
            Files.writeString(target.resolve("written"), "text");
            try (FileOutputStream out = new FileOutputStream(target.resolve("streamed").toFile())) {
                out.write("text".getBytes(StandardCharsets.UTF_8));
            }
            try (RandomAccessFile file =
                    new RandomAccessFile(target.resolve("random").toFile(), "rw")) {
                file.setLength(1000);
                file.seek(0);
                file.write("text".getBytes(StandardCharsets.UTF_8));
                file.setLength(4);
            }
            Files.writeString(target.resolve("temporary"), "text");
            Files.move(target.resolve("temporary"), target.resolve("moved"));
            Files.writeString(target.resolve("gone"), "text");
            Files.delete(target.resolve("gone"));
            if (fate.equals("kept")) {
                syncAll(target);
            }
        }
        Files.move(directory.resolve("kept"), directory.resolve("moved"));
        sync(directory);
        Files.writeString(directory.resolve("late"), "text");
        Files.delete(directory.resolve("moved").resolve("moved"));
        Files.writeString(source, "other", StandardOpenOption.TRUNCATE_EXISTING);
        Runtime.getRuntime().halt(0);
    }

    private static void transfer(Path source, Path target) throws IOException {
        try (FileChannel from = FileChannel.open(source);
                FileChannel to =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            from.transferTo(0, from.size(), to);
        }
    }

    private static void syncAll(Path directory) throws IOException {
        try (var paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                sync(path);
            }
        }
        sync(directory);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            file.force(true);
        }
    }
}
