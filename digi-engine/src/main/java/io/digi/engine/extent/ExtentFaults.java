package io.digi.engine.extent;

import io.digi.model.error.Problem;
import io.digi.storage.file.StoredFile;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What is wrong with the file of an extent, apart from its rows.
final class ExtentFaults {
    private ExtentFaults() {}

    /// What makes a full extent's file another one than was written, as far as its size, header and
    /// footer tell.
    static Optional<Problem.Corrupt> ofSealed(
            ExtentName name, ExtentLayout layout, StoredFile file) {
        long size = ExtentFormat.sealedSize(layout);
        if (file.size() != size) {
            return wrongSize(name, file.size(), size);
        }
        byte[] footer = new byte[ExtentFormat.footerSize(layout)];
        file.read(size - footer.length, ByteBuffer.wrap(footer));
        return headerFault(name, layout, file)
                .or(() ->
                        ExtentFormat.footerFault(footer, layout)
                                .flatMap(text -> corrupt(name, size - footer.length, text)));
    }

    /// The same of one that still grows and has rows below `endRow`: its size and header.
    static Optional<Problem.Corrupt> ofOpen(
            ExtentName name, ExtentLayout layout, StoredFile file, long endRow) {
        long size = Extent.sizeOf(name, layout, endRow);
        return file.size() < size
                ? wrongSize(name, file.size(), size)
                : headerFault(name, layout, file);
    }

    private static Optional<Problem.Corrupt> headerFault(
            ExtentName name, ExtentLayout layout, StoredFile file) {
        byte[] header = new byte[ExtentFormat.HEADER_SIZE];
        file.read(0, ByteBuffer.wrap(header));
        return ExtentFormat.headerFault(header, name, layout)
                .flatMap(text -> corrupt(name, 0, text));
    }

    private static Optional<Problem.Corrupt> corrupt(ExtentName name, long offset, String text) {
        return Optional.of(new Problem.Corrupt(name.path().toString(), offset, text));
    }

    private static Optional<Problem.Corrupt> wrongSize(ExtentName name, long found, long due) {
        return corrupt(name, found, "has %d bytes, expected %d".formatted(found, due));
    }
}
