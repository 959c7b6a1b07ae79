package io.digi.bench.data;

/// How much to generate.
public record GeneratedSize(int count, int dimension, int queryCount) {
    private static final int DIMENSION_MAX = 65_536;

    public GeneratedSize {
        if (count < 1 || dimension < 1 || dimension > DIMENSION_MAX || queryCount < 1) {
            throw new IllegalArgumentException(
                    "%d points and %d queries of dimension %d: expected at least one of each"
                            .formatted(count, queryCount, dimension));
        }
    }

    /// Reads `300000x768`.
    public static GeneratedSize parse(String text, int queryCount) {
        if (!text.matches("\\d{1,9}x\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "expected points x dimension such as 300000x768, came " + text);
        }
        int x = text.indexOf('x');
        return new GeneratedSize(
                Integer.parseInt(text.substring(0, x)),
                Integer.parseInt(text.substring(x + 1)),
                queryCount);
    }

    @Override
    public String toString() {
        return "%dx%d-%d".formatted(count, dimension, queryCount);
    }
}
