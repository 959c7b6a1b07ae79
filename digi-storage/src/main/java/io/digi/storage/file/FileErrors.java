package io.digi.storage.file;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// Turns what the operating system refuses into problems.
final class FileErrors {
    private final LongSupplier usableBytes;

    FileErrors(LongSupplier usableBytes) {
        this.usableBytes = usableBytes;
    }

    DigiException failed(String operation, Path file, IOException cause) {
        return failed(operation, file, 0, cause);
    }

    /// @param requiredBytes what the operation wanted to add to the disk
    DigiException failed(String operation, Path file, long requiredBytes, IOException cause) {
        return new DigiException(problem(operation, file, requiredBytes, cause), cause);
    }

    private Problem problem(String operation, Path file, long requiredBytes, IOException cause) {
        boolean full = requiredBytes > 0 && usableBytes.getAsLong() < requiredBytes;
        if (full || isNoSpace(cause)) {
            return new Problem.OutOfDisk(file.toString(), usableBytes.getAsLong(), requiredBytes);
        }
        return new Problem.MediumFailed(file.toString(), operation, detail(cause));
    }

    static DigiException truncated(Path file, long size, long expected) {
        return new DigiException(
                new Problem.Corrupt(
                        file.toString(),
                        size,
                        "the file ends here, expected at least %d bytes".formatted(expected)));
    }

    static DigiException oversized(Path file, long size, int sizeMax) {
        return new DigiException(
                new Problem.Corrupt(
                        file.toString(),
                        sizeMax,
                        "the file has %d bytes, expected at most %d".formatted(size, sizeMax)));
    }

    static DigiException misused(Path file, String why) {
        return new DigiException(new Problem.Internal("%s %s".formatted(file, why)));
    }

    private static String detail(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "there is no such file";
            case FileAlreadyExistsException present -> "it exists already";
            default -> String.valueOf(cause.getMessage());
        };
    }

    /// Java has no code for it, only the text of the operating system, which may be in any
    /// language; therefore the free space is compared as well.
    private static boolean isNoSpace(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("No space left")
                || message.contains("Disk quota exceeded")
                || message.contains("not enough space on the disk");
    }
}
