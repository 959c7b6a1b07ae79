package io.digi.cli.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records of comma-separated values as in RFC 4180: fields may be quoted, a quoted one may hold
/// commas, line ends and doubled quotes. It reads bytes, since none of the marks can be part of a
/// longer UTF-8 sequence.
final class CsvRecords {
    /// A record, or what is wrong with it. After a bad one reading goes on at the next line.
    sealed interface Parsed {
        record Fields(List<String> fields) implements Parsed {}

        record Broken(String reason) implements Parsed {}
    }

    /// How a field ended.
    private enum End {
        FIELD,
        RECORD,
        FILE
    }

    /// Ends one record.
    private static final class BrokenRecord extends Exception {
        private static final long serialVersionUID = 1;

        BrokenRecord(String reason) {
            super(reason, null, false, false);
        }
    }

    private final CountedBytes in;

    CsvRecords(CountedBytes in) {
        this.in = in;
    }

    /// The next record; empty at the end. An empty line is a record of one empty field.
    Optional<Parsed> next() throws IOException {
        int first = in.read();
        if (first == CountedBytes.END) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Parsed.Fields(fields(first)));
        } catch (BrokenRecord e) {
            return Optional.of(new Parsed.Broken(String.valueOf(e.getMessage())));
        }
    }

    private List<String> fields(int first) throws IOException, BrokenRecord {
        List<String> fields = new ArrayList<>();
        boolean valid = true;
        int next = first;
        long limit = in.count() + CountedBytes.RECORD_SIZE_MAX;
        while (true) {
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            End end = next == '"' ? quoted(field, limit) : plain(field, next, limit);
            Optional<String> text = CountedBytes.text(field.toByteArray());
            valid &= text.isPresent();
            fields.add(text.orElse(""));
            if (end != End.FIELD) {
                break;
            }
            requireRoom(limit);
            next = in.read();
        }
        if (!valid) {
            throw new BrokenRecord("is not UTF-8");
        }
        return fields;
    }

    private End plain(ByteArrayOutputStream field, int first, long limit)
            throws IOException, BrokenRecord {
        for (int next = first; ; next = in.read()) {
            switch (next) {
                case ',' -> {
                    return End.FIELD;
                }
                case '\n', CountedBytes.END -> {
                    return next == '\n' ? End.RECORD : End.FILE;
                }
                case '"' -> throw broken("has a quote inside a field that is not quoted");
                case '\r' -> {}
                default -> add(field, next, limit);
            }
        }
    }

    private End quoted(ByteArrayOutputStream field, long limit) throws IOException, BrokenRecord {
        while (true) {
            int next = in.read();
            if (next == CountedBytes.END) {
                throw new BrokenRecord("has a quote that is never closed");
            }
            if (next != '"') {
                add(field, next, limit);
                continue;
            }
            next = in.read();
            switch (next) {
                case '"' -> add(field, '"', limit);
                case ',' -> {
                    return End.FIELD;
                }
                case '\r' -> {
                    return plain(field, in.read(), limit);
                }
                case '\n', CountedBytes.END -> {
                    return next == '\n' ? End.RECORD : End.FILE;
                }
                default -> throw broken("has text after the closing quote of a field");
            }
        }
    }

    private void add(ByteArrayOutputStream field, int next, long limit)
            throws IOException, BrokenRecord {
        requireRoom(limit);
        field.write(next);
    }

    private void requireRoom(long limit) throws IOException, BrokenRecord {
        if (in.count() > limit) {
            throw broken("is longer than 4 MB; is there a quote that is never closed?");
        }
    }

    private BrokenRecord broken(String reason) throws IOException {
        in.line();
        return new BrokenRecord(reason);
    }
}
