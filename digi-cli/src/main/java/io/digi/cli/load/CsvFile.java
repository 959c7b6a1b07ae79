package io.digi.cli.load;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A CSV file whose first record names the columns. Each further record is a payload of texts;
/// empty fields are left out. A column `id` holds ids: numbers where they look like one.
final class CsvFile implements TextSource {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final String name;
    private final CountedBytes in;
    private final CsvRecords records;
    private final List<String> columns;
    private final long size;
    private final PointRules rules;

    private CsvFile(Path file, CountedBytes in, PointRules rules) throws IOException {
        name = file.toString();
        this.in = in;
        this.rules = rules;
        size = Files.size(file);
        records = new CsvRecords(in);
        columns = header();
    }

    static CsvFile open(Path file, PointRules rules) throws IOException {
        CountedBytes in = CountedBytes.open(file);
        try {
            return new CsvFile(file, in, rules);
        } catch (IOException | DigiException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public Optional<Entry> next() throws IOException {
        while (true) {
            String where = name + " line " + in.lineNumber();
            Optional<CsvRecords.Parsed> parsed = records.next();
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            switch (parsed.get()) {
                case CsvRecords.Parsed.Broken(String reason) -> {
                    return Optional.of(new Entry.Bad(where, reason));
                }
                case CsvRecords.Parsed.Fields(List<String> fields) -> {
                    if (!fields.equals(List.of(""))) {
                        return Optional.of(entry(where, fields));
                    }
                }
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

    private Entry entry(String where, List<String> fields) {
        if (fields.size() != columns.size()) {
            return new Entry.Bad(
                    where,
                    "has %d fields, the header names %d".formatted(fields.size(), columns.size()));
        }
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.size(); i++) {
            put(payload, columns.get(i), fields.get(i));
        }
        return rules.entry(where, payload);
    }

    private static void put(ObjectNode payload, String column, String field) {
        if (column.equals("id") && NUMBER.matcher(field).matches()) {
            payload.put(column, Long.parseLong(field));
        } else if (!field.isEmpty()) {
            payload.put(column, field);
        }
    }

    private List<String> header() throws IOException {
        if (!(records.next().orElse(new CsvRecords.Parsed.Broken("is empty"))
                instanceof CsvRecords.Parsed.Fields(List<String> names))) {
            throw refused("line 1 must name the columns, separated by commas");
        }
        if (!names.contains(rules.textField())) {
            throw refused(
                    "has no column `%s`; line 1 names: %s (choose one with --text)"
                            .formatted(rules.textField(), String.join(", ", names)));
        }
        if (names.stream().distinct().count() < names.size()) {
            throw refused("line 1 names a column twice: " + String.join(", ", names));
        }
        return names;
    }

    private DigiException refused(String reason) {
        return new DigiException(new Problem.BadRequest(name + ": " + reason));
    }
}
