package io.digi.engine.record;

import io.digi.engine.key.IdBytes;
import io.digi.engine.key.TenantAndId;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Stored points as bytes, big-endian.
///
/// ```text
/// 1     format, 1
/// 8     version
/// 2     size of the tenant, 0 for none     then the tenant, UTF-8
/// 2     size of the id                     then the id, as in IdBytes
/// 2     count of vectors                   then, for each:
///       2 vector · 8 row · 4 norm (float32) · 4 CRC32C of its elements
/// 4     size of the payload                then the payload, as in `PayloadCodec`
/// 4     CRC32C of all bytes before
/// ```
public final class RecordCodec {
    private static final byte FORMAT = 1;
    private static final int VECTOR_SIZE = 18;
    private static final byte[] NOTHING = {};

    private RecordCodec() {}

    public static byte[] encode(StoredPoint point) {
        byte[] tenant =
                point.name()
                        .tenant()
                        .map(t -> t.value().getBytes(StandardCharsets.UTF_8))
                        .orElse(NOTHING);
        byte[] id = IdBytes.of(point.name().id());
        byte[] payload = point.encodedPayload();
        int vectorsSize = point.vectors().size() * VECTOR_SIZE;
        ByteBuffer bytes =
                ByteBuffer.allocate(23 + tenant.length + id.length + vectorsSize + payload.length);
        bytes.put(FORMAT).putLong(point.version());
        bytes.putShort((short) tenant.length).put(tenant);
        bytes.putShort((short) id.length).put(id);
        bytes.putShort((short) point.vectors().size());
        for (StoredVector v : point.vectors()) {
            bytes.putShort((short) v.vector()).putLong(v.row()).putFloat(v.norm()).putInt(v.crc());
        }
        bytes.putInt(payload.length).put(payload);
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        return bytes.array();
    }

    /// Throws [Problem.Corrupt] for bytes that are not what [#encode] wrote; the payload throws it
    /// when it is asked for.
    public static StoredPoint decode(byte[] record) {
        ByteBuffer bytes = verified(record);
        try {
            bytes.get();
            long version = bytes.getLong();
            Optional<TenantId> tenant = readTenant(bytes);
            PointId id = IdBytes.read(ByteBuffer.wrap(readBytes(bytes, bytes.getShort())));
            List<StoredVector> vectors = readVectors(bytes);
            byte[] payload = readBytes(bytes, bytes.getInt());
            return new StoredPoint(new TenantAndId(tenant, id), version, vectors, payload);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw corrupt(bytes.position(), "not a record: " + e.getMessage());
        }
    }

    private static ByteBuffer verified(byte[] record) {
        if (record.length < 23) {
            throw corrupt(record.length, "%d bytes are no record".formatted(record.length));
        }
        ByteBuffer bytes = ByteBuffer.wrap(record);
        int end = record.length - Integer.BYTES;
        if (bytes.getInt(end) != checksum(record, end)) {
            throw corrupt(end, "checksum does not match");
        }
        if (record[0] != FORMAT) {
            throw corrupt(0, "unknown format of a record: " + record[0]);
        }
        return bytes.limit(end);
    }

    private static Optional<TenantId> readTenant(ByteBuffer bytes) {
        byte[] tenant = readBytes(bytes, bytes.getShort());
        return tenant.length == 0
                ? Optional.empty()
                : Optional.of(new TenantId(new String(tenant, StandardCharsets.UTF_8)));
    }

    private static List<StoredVector> readVectors(ByteBuffer bytes) {
        int count = Short.toUnsignedInt(bytes.getShort());
        List<StoredVector> vectors = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            vectors.add(
                    new StoredVector(
                            Short.toUnsignedInt(bytes.getShort()),
                            bytes.getLong(),
                            bytes.getFloat(),
                            bytes.getInt()));
        }
        return vectors;
    }

    private static byte[] readBytes(ByteBuffer bytes, int size) {
        if (size < 0 || size > bytes.remaining()) {
            throw new IllegalArgumentException("size %d runs over the end".formatted(size));
        }
        byte[] read = new byte[size];
        bytes.get(read);
        return read;
    }

    private static int checksum(byte[] bytes, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }

    private static DigiException corrupt(int offset, String detail) {
        return new DigiException(new Problem.Corrupt("kv/records", offset, detail));
    }
}
