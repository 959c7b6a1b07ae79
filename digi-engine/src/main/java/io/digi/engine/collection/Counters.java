package io.digi.engine.collection;

import io.digi.engine.catalog.Definition;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// How far a collection has come: written with every group of operations, under the key `'s'
/// collection` of the family `meta`.
///
/// ```text
/// 1  format, 1
/// 8  last operation number
/// 4  first slot never given out
/// 8  count of points
/// 2  count of vectors, then for each:
///    2 vector · 8 first row never given out · 8 first row that no extent holds
/// ```
///
/// @param pointCount kept here so that it is known without opening the collection
public record Counters(
        long operationNumber, int slotEnd, long pointCount, Map<Integer, RowCounters> rows) {
    private static final byte FORMAT = 1;
    private static final int FIXED_SIZE = 23;
    private static final int VECTOR_SIZE = 18;

    /// How far the rows of one vector have come.
    ///
    /// @param end the first row never given out
    /// @param drained the first row that no extent holds
    public record RowCounters(long end, long drained) {}

    public Counters {
        rows = Map.copyOf(rows);
    }

    public static Counters of(CollectionState state) {
        Map<Integer, RowCounters> rows = new TreeMap<>();
        state.vectors()
                .forEach((number, vector) ->
                        rows.put(
                                number,
                                new RowCounters(vector.rowEnd(), vector.spans().drainedRows())));
        return new Counters(
                state.operationNumber(), state.slotEnd(), state.live().cardinality(), rows);
    }

    /// The counters of a new collection.
    public static Counters none(Definition definition) {
        Map<Integer, RowCounters> rows = new TreeMap<>();
        definition
                .places()
                .values()
                .forEach(place -> rows.put(place.number(), new RowCounters(0, 0)));
        return new Counters(0, 0, 0, rows);
    }

    /// Of one vector, by its number.
    public RowCounters rows(int number) {
        RowCounters counters = rows.get(number);
        if (counters == null) {
            throw corrupt("vector %d is missing".formatted(number));
        }
        return counters;
    }

    public byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(FIXED_SIZE + rows.size() * VECTOR_SIZE);
        bytes.put(FORMAT).putLong(operationNumber).putInt(slotEnd).putLong(pointCount);
        bytes.putShort((short) rows.size());
        new TreeMap<>(rows)
                .forEach((number, row) ->
                        bytes.putShort(number.shortValue())
                                .putLong(row.end())
                                .putLong(row.drained()));
        return bytes.array();
    }

    public static Counters decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        try {
            byte format = bytes.get();
            if (format != FORMAT) {
                throw corrupt("unknown format " + format);
            }
            long operationNumber = bytes.getLong();
            int slotEnd = bytes.getInt();
            long pointCount = bytes.getLong();
            Map<Integer, RowCounters> rows = new TreeMap<>();
            for (int left = bytes.getShort(); left > 0; left--) {
                int number = bytes.getShort();
                rows.put(number, new RowCounters(bytes.getLong(), bytes.getLong()));
            }
            return new Counters(operationNumber, slotEnd, pointCount, rows);
        } catch (BufferUnderflowException e) {
            throw corrupt("too short");
        }
    }

    private static DigiException corrupt(String detail) {
        return new DigiException(
                new Problem.Corrupt("kv/meta", 0, "counters of a collection: " + detail));
    }
}
