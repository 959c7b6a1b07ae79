package io.digi.cli.load;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The `.txt` and `.md` files of a folder and its subfolders, by name, cut into [Passages]. A
/// payload holds the text, the file's `path` inside the folder and the number of the `passage`.
/// Symbolic links are not followed.
final class TextFolder implements TextSource {
    private static final int FILE_COUNT_MAX = 1_000_000;

    private final Path root;
    private final PointRules rules;
    private final Iterator<Path> files;
    private final long totalBytes;
    private long bytesOfEarlierFiles;
    private @Nullable OpenFile current;

    /// The file that is being read.
    private static final class OpenFile {
        final Path path;
        final CountedBytes in;
        Passages passages = new Passages();
        int passageCount;
        boolean ended;

        OpenFile(Path path, CountedBytes in) {
            this.path = path;
            this.in = in;
        }
    }

    private TextFolder(Path root, List<Path> files, long totalBytes, PointRules rules) {
        this.root = root;
        this.files = files.iterator();
        this.totalBytes = totalBytes;
        this.rules = rules;
    }

    static TextFolder open(Path root, PointRules rules) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files =
                    all.filter(TextFolder::isText).limit(FILE_COUNT_MAX + 1L).sorted().toList();
            if (files.isEmpty() || files.size() > FILE_COUNT_MAX) {
                throw new DigiException(
                        new Problem.BadRequest(
                                "`%s` must hold 1 to %,d .txt or .md files, holds %s"
                                        .formatted(
                                                root,
                                                FILE_COUNT_MAX,
                                                files.isEmpty() ? "none" : "more")));
            }
            long size = 0;
            for (Path file : files) {
                size += Files.size(file);
            }
            return new TextFolder(root, files, size, rules);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isText(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".txt") || name.endsWith(".md"))
                && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<Entry> next() throws IOException {
        while (true) {
            OpenFile file = current;
            if (file == null) {
                if (!files.hasNext()) {
                    return Optional.empty();
                }
                Path path = files.next();
                current = new OpenFile(path, CountedBytes.open(path));
                continue;
            }
            Optional<Entry> entry = next(file);
            if (entry.isPresent()) {
                return entry;
            }
            close();
        }
    }

    /// The next entry of one file; empty at its end. What is not text ends it.
    private Optional<Entry> next(OpenFile file) throws IOException {
        while (true) {
            Optional<String> passage = file.passages.poll();
            if (passage.isPresent()) {
                return Optional.of(entry(file, passage.get()));
            }
            if (file.ended) {
                return Optional.empty();
            }
            String where = file.path + " line " + file.in.lineNumber();
            Optional<byte[]> line = file.in.line();
            if (line.isEmpty()) {
                file.ended = true;
                file.passages.end();
                continue;
            }
            Optional<String> text = CountedBytes.text(line.get());
            if (text.isEmpty() || line.get().length > CountedBytes.RECORD_SIZE_MAX) {
                file.ended = true;
                file.passages.end();
                return Optional.of(
                        new Entry.Bad(
                                where, "is not UTF-8 text; the rest of the file is left out"));
            }
            file.passages.line(text.get());
        }
    }

    private Entry entry(OpenFile file, String passage) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("path", root.relativize(file.path).toString());
        payload.put("passage", ++file.passageCount);
        payload.put(rules.textField(), passage);
        return rules.entry(file.path + " passage " + file.passageCount, payload);
    }

    @Override
    public long readBytes() {
        OpenFile file = current;
        return bytesOfEarlierFiles + (file == null ? 0 : file.in.count());
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public void close() throws IOException {
        OpenFile file = current;
        if (file != null) {
            bytesOfEarlierFiles += file.in.count();
            current = null;
            file.in.close();
        }
    }
}
