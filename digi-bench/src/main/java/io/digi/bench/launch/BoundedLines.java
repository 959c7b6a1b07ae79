package io.digi.bench.launch;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.io.Reader;

/// The lines of a text, none longer than a limit.
final class BoundedLines {
    private final Reader text;
    private final int lengthMax;

    BoundedLines(Reader text, int lengthMax) {
        this.text = text;
        this.lengthMax = lengthMax;
    }

    /// The next line with its line feed; empty at the end.
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = text.read(); c >= 0; c = text.read()) {
            line.append((char) c);
            if (c == '\n') {
                break;
            }
            if (line.length() > lengthMax) {
                throw new BenchException(
                        "expected lines of at most %d characters, one begins with %s"
                                .formatted(lengthMax, line.substring(0, 100)));
            }
        }
        return line.toString();
    }
}
