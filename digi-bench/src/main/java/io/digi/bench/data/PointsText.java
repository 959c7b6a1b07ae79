package io.digi.bench.data;

/// The body of an upsert in the making.
public final class PointsText {
    private final StringBuilder text = new StringBuilder("{\"points\":[");
    private boolean empty = true;

    /// Adds a point; `payload` is a JSON object.
    public PointsText add(long id, float[] vector, CharSequence payload) {
        begin(id);
        appendVector(text, vector);
        return end(payload);
    }

    /// Adds a point with a made-up vector `[dimension]`.
    public PointsText add(long id, MadeUp madeUp, int dimension, CharSequence payload) {
        begin(id);
        madeUp.appendVector(text, id, dimension);
        return end(payload);
    }

    private void begin(long id) {
        text.append(empty ? "" : ",").append("{\"id\":").append(id).append(",\"vector\":");
        empty = false;
    }

    private PointsText end(CharSequence payload) {
        text.append(",\"payload\":").append(payload).append('}');
        return this;
    }

    public String body() {
        return text + "]}";
    }

    /// The body of an exact search for the ids of the nearest points.
    public static String query(float[] vector, int limit) {
        StringBuilder query = new StringBuilder("{\"query\":");
        appendVector(query, vector);
        return query.append(",\"limit\":")
                .append(limit)
                .append(",\"params\":{\"exact\":true}}")
                .toString();
    }

    private static void appendVector(StringBuilder text, float[] vector) {
        char before = '[';
        for (float element : vector) {
            text.append(before).append(element);
            before = ',';
        }
        text.append(']');
    }
}
