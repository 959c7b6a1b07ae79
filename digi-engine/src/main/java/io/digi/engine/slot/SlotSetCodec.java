package io.digi.engine.slot;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import java.util.Arrays;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.Container;
import org.roaringbitmap.RunContainer;

/// The stored form of a [SlotSet]. It depends on the contents alone: each chunk has the smallest
/// form, of equal ones the first in the table.
///
/// | part  | bytes                                                                         |
/// |-------|-------------------------------------------------------------------------------|
/// | set   | `01` (format version), varint count of chunks, chunks by ascending key        |
/// | chunk | key (2 bytes, the upper half of its slots, below 8000 hex), form              |
/// | array | `00`, varint count, lower halves of the slots (2 bytes each), ascending       |
/// | runs  | `01`, varint count, per run first slot and length − 1 (2 bytes each)          |
/// | bits  | `02`, 1,024 × 8 bytes; slot `s` is bit `s mod 64` of word `s / 64`            |
///
/// All numbers are big-endian. Runs ascend and do not touch.
final class SlotSetCodec {
    private static final int VERSION = 1;
    private static final int ARRAY = 0;
    private static final int RUNS = 1;
    private static final int BITS = 2;

    private static final int CHUNK_SIZE = 1 << 16;
    private static final int WORDS = CHUNK_SIZE / Long.SIZE;
    private static final int CHUNK_BYTES_MIN = 6;

    /// The most slots of an array in Roaring's containers; more are turned into bits.
    private static final int ARRAY_MAX = 4096;

    private SlotSetCodec() {}

    static void write(SlotSet set, ByteWriter out) {
        out.writeByte(VERSION);
        switch (set) {
            case ChunkedSlots chunked -> {
                out.writeVarint(chunked.chunkCount());
                for (int i = 0; i < chunked.chunkCount(); i++) {
                    out.writeChar(chunked.key(i));
                    writeChunk(chunked.chunk(i), out);
                }
            }
            case FewSlots few -> writeFew(few, out);
        }
    }

    static SlotSet read(ByteReader in) {
        in.expectVersion(VERSION);
        int count = in.readCount(CHUNK_BYTES_MIN);
        char[] keys = new char[count];
        Container[] chunks = new Container[count];
        for (int i = 0; i < count; i++) {
            keys[i] = in.readChar();
            if (keys[i] > Short.MAX_VALUE || (i > 0 && keys[i] <= keys[i - 1])) {
                throw in.damaged("chunk key %d is out of order".formatted((int) keys[i]));
            }
            chunks[i] = readChunk(in);
        }
        SlotSet set = ChunkedSlots.of(keys, chunks, count);
        if (set.contains(Integer.MAX_VALUE)) {
            throw in.damaged("there is no slot %d".formatted(Integer.MAX_VALUE));
        }
        return set;
    }

    private static void writeFew(FewSlots few, ByteWriter out) {
        int[] slots = few.stream().toArray();
        out.writeVarint(few.stream().map(slot -> slot >>> 16).distinct().count());
        int start = 0;
        while (start < slots.length) {
            int key = slots[start] >>> 16;
            Container chunk = new ArrayContainer();
            while (start < slots.length && slots[start] >>> 16 == key) {
                chunk = chunk.add((char) slots[start++]);
            }
            out.writeChar((char) key);
            writeChunk(chunk, out);
        }
    }

    private static void writeChunk(Container chunk, ByteWriter out) {
        int cardinality = chunk.getCardinality();
        int runs = countRuns(chunk);
        int arrayBytes = 2 * cardinality;
        int runBytes = 4 * runs;
        int bitBytes = Long.BYTES * WORDS;
        if (arrayBytes <= Math.min(runBytes, bitBytes)) {
            out.writeByte(ARRAY);
            out.writeVarint(cardinality);
            chunk.forEach((char) 0, slot -> out.writeChar((char) slot));
        } else if (runBytes <= bitBytes) {
            out.writeByte(RUNS);
            out.writeVarint(runs);
            writeRuns(chunk, out);
        } else {
            out.writeByte(BITS);
            long[] words = new long[WORDS];
            chunk.copyBitmapTo(words, 0);
            Arrays.stream(words).forEach(out::writeLong);
        }
    }

    private static int countRuns(Container chunk) {
        int runs = 0;
        for (int start = chunk.first(); start >= 0; start = nextRun(chunk, start)) {
            runs++;
        }
        return runs;
    }

    private static void writeRuns(Container chunk, ByteWriter out) {
        for (int start = chunk.first(); start >= 0; start = nextRun(chunk, start)) {
            out.writeChar((char) start);
            out.writeChar((char) (chunk.nextAbsentValue((char) start) - start - 1));
        }
    }

    /// Where the run after the one of `start` begins, or -1.
    private static int nextRun(Container chunk, int start) {
        int end = chunk.nextAbsentValue((char) start);
        return end >= CHUNK_SIZE ? -1 : chunk.nextValue((char) end);
    }

    private static Container readChunk(ByteReader in) {
        int form = in.readByte();
        return switch (form) {
            case ARRAY -> readArray(in);
            case RUNS -> readRuns(in);
            case BITS -> readBits(in);
            default -> throw in.damaged("no chunk has the form %d".formatted(form));
        };
    }

    private static Container readArray(ByteReader in) {
        int count = in.readCount(Character.BYTES);
        if (count == 0 || count > ARRAY_MAX) {
            throw in.damaged("a chunk is an array of %d slots".formatted(count));
        }
        char[] slots = new char[count];
        for (int i = 0; i < count; i++) {
            slots[i] = in.readChar();
            if (i > 0 && slots[i] <= slots[i - 1]) {
                throw in.damaged("slots of a chunk do not ascend");
            }
        }
        return new ArrayContainer(count, slots);
    }

    private static Container readRuns(ByteReader in) {
        int count = in.readCount(2 * Character.BYTES);
        if (count == 0 || count > CHUNK_SIZE / 2) {
            throw in.damaged("a chunk has %d runs".formatted(count));
        }
        char[] runs = new char[2 * count];
        int free = 0;
        for (int i = 0; i < count; i++) {
            runs[2 * i] = in.readChar();
            runs[2 * i + 1] = in.readChar();
            int end = runs[2 * i] + runs[2 * i + 1] + 1;
            if (runs[2 * i] < free || end > CHUNK_SIZE) {
                throw in.damaged("runs of a chunk overlap, touch or leave it");
            }
            free = end + 1;
        }
        return new RunContainer(runs, count);
    }

    private static Container readBits(ByteReader in) {
        long[] words = new long[WORDS];
        int cardinality = 0;
        for (int i = 0; i < WORDS; i++) {
            words[i] = in.readLong();
            cardinality += Long.bitCount(words[i]);
        }
        if (cardinality <= ARRAY_MAX) {
            throw in.damaged("a chunk of %d slots stands in bits".formatted(cardinality));
        }
        return new BitmapContainer(words, cardinality);
    }
}
