package io.digi.engine.changes;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// The slots that one operation, or one piece of it, changed: a value of the family `changes`.
///
/// ```text
/// 1    format, 1
/// rest the slots, in RoaringBitmap's portable format
/// ```
public final class ChangedSlots {
    private static final byte FORMAT = 1;

    private final RoaringBitmap slots = new RoaringBitmap();

    public void add(int slot) {
        slots.add(slot);
    }

    public byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + slots.serializedSizeInBytes());
        bytes.put(FORMAT);
        slots.serialize(bytes);
        return bytes.array();
    }

    /// Calls `action` for each slot of an encoded value.
    public static void forEach(byte[] encoded, IntConsumer action) {
        if (encoded.length == 0 || encoded[0] != FORMAT) {
            throw corrupt("unknown format");
        }
        RoaringBitmap slots = new RoaringBitmap();
        try {
            slots.deserialize(ByteBuffer.wrap(encoded, 1, encoded.length - 1).slice());
        } catch (java.io.IOException | BufferUnderflowException | IllegalStateException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
        slots.forEach((org.roaringbitmap.IntConsumer) action::accept);
    }

    private static DigiException corrupt(String detail) {
        return new DigiException(new Problem.Corrupt("kv/changes", 0, detail));
    }
}
