package io.digi.cli.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A file with one JSON object a line; each is a payload. Empty lines are passed over.
final class JsonLines implements TextSource {
    /// Decimal fractions keep their digits, a number out of range is left for the server to refuse.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final String name;
    private final CountedBytes in;
    private final long size;
    private final PointRules rules;

    private JsonLines(String name, CountedBytes in, long size, PointRules rules) {
        this.name = name;
        this.in = in;
        this.size = size;
        this.rules = rules;
    }

    static JsonLines open(Path file, PointRules rules) throws IOException {
        return new JsonLines(file.toString(), CountedBytes.open(file), Files.size(file), rules);
    }

    @Override
    public Optional<Entry> next() throws IOException {
        while (true) {
            String where = name + " line " + in.lineNumber();
            Optional<byte[]> line = in.line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (!isBlank(line.get())) {
                return Optional.of(entry(where, line.get()));
            }
        }
    }

    @Override
    public long readBytes() {
        return in.count();
    }

    @Override
    public long totalBytes() {
        return size;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Entry entry(String where, byte[] line) {
        if (line.length > CountedBytes.RECORD_SIZE_MAX) {
            return new Entry.Bad(where, "is longer than 4 MB");
        }
        Optional<String> text = CountedBytes.text(line);
        if (text.isEmpty()) {
            return new Entry.Bad(where, "is not UTF-8");
        }
        try {
            JsonNode node = JSON.readTree(text.get());
            return node instanceof ObjectNode fields
                    ? rules.entry(where, fields)
                    : new Entry.Bad(where, "must be a JSON object");
        } catch (JacksonException e) {
            return new Entry.Bad(
                    where,
                    "is not valid JSON: %s (column %d)"
                            .formatted(reason(e), e.getLocation().getColumnNr()));
        }
    }

    /// Without the parser's own notes on where the text came from.
    private static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        int note = message.indexOf(" (start marker");
        return note < 0 ? message : message.substring(0, note);
    }

    private static boolean isBlank(byte[] line) {
        if (line.length > CountedBytes.RECORD_SIZE_MAX) {
            return false;
        }
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
