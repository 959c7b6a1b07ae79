package io.digi.storage.archive;

import io.digi.storage.checksum.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an archive says that is in it. As text, one line each:
///
/// ```text
/// digi-archive 1
/// KEY VALUE                   what is known of the whole, in the writer's order
/// file SHA256 SIZE PATH       each file, in the order in which they follow each other
/// end SHA256                  of all lines before
/// ```
final class ArchiveManifest {
    static final String PATH = "manifest";
    static final int SIZE_MAX = 32 << 20;

    private static final String FIRST = "digi-archive 1";
    private static final Pattern FILE =
            Pattern.compile("file ([0-9a-f]{64}) (0|[1-9][0-9]{0,17}) ([^ ]+)");
    private static final Pattern FACT = Pattern.compile("([a-z]+) ([ -~]*)");

    private final List<ArchiveFact> facts = new ArrayList<>();
    private final List<Listed> files = new ArrayList<>();

    /// A file as the manifest has it.
    record Listed(String sha256, long size, String path) {}

    void add(ArchiveFact fact) {
        facts.add(fact);
    }

    void add(Listed file) {
        files.add(file);
    }

    List<ArchiveFact> facts() {
        return facts;
    }

    List<Listed> files() {
        return files;
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        facts.forEach(fact -> text.append(fact.key() + " " + fact.value() + "\n"));
        files.forEach(file -> text.append(line(file)));
        byte[] lines = text.toString().getBytes(StandardCharsets.US_ASCII);
        text.append("end ").append(Sha256.of(lines)).append('\n');
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(Listed file) {
        return "file %s %d %s\n".formatted(file.sha256(), file.size(), file.path());
    }

    /// Throws [IllegalArgumentException], saying what is wrong, for bytes that [#encode] did not
    /// make.
    static ArchiveManifest decode(byte[] bytes) {
        ArchiveManifest manifest = new ArchiveManifest();
        List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) {
            throw new IllegalArgumentException(
                    "its first line is not `%s`: this version reads no other".formatted(FIRST));
        }
        for (String line : lines.subList(1, Math.max(1, lines.size() - 1))) {
            manifest.addLine(line);
        }
        if (!java.util.Arrays.equals(bytes, manifest.encode())) {
            throw new IllegalArgumentException("it fails its checksum");
        }
        return manifest;
    }

    private void addLine(String line) {
        Matcher file = FILE.matcher(line);
        Matcher fact = FACT.matcher(line);
        if (file.matches()) {
            files.add(new Listed(file.group(1), Long.parseLong(file.group(2)), file.group(3)));
        } else if (fact.matches()) {
            facts.add(new ArchiveFact(fact.group(1), fact.group(2)));
        } else {
            throw new IllegalArgumentException("a line of it means nothing");
        }
    }
}
