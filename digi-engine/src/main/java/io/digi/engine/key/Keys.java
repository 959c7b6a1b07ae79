package io.digi.engine.key;

import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The keys of all families. Numbers are big-endian, so that bytes sort as numbers do; every key
/// about points starts with the collection's number, which is never reused.
///
/// ```text
/// meta     'n' collection            definition of a collection
///          's' collection            its counters
///          'a' alias (UTF-8)         collection
///          'g' collection            garbage: dropped, not yet cleared away
///          'c'                       counters of the directory
/// ids      collection tenant id      slot
/// records  collection slot           stored point
/// rows     collection vector row     elements
/// changes  collection number piece   slots
///          collection number FFFFFFFF vector row   slots whose rows moved, from a row on
///
/// collection 4 bytes · vector 2 · slot 4 · row 8 · number 8 · piece 4
/// tenant     UTF-8 with 00 written as 00 FF, ended by 00 01; just 00 01 where none is declared
/// id         see IdBytes
/// ```
public final class Keys {
    /// In the place of a piece; as unsigned bytes it comes after all pieces.
    private static final int MOVED = -1;

    private static final byte[] TENANT_END = {0, 1};

    private Keys() {}

    public static byte[] definition(int collection) {
        return tagged('n', collection);
    }

    public static byte[] counters(int collection) {
        return tagged('s', collection);
    }

    public static byte[] garbage(int collection) {
        return tagged('g', collection);
    }

    public static byte[] alias(CollectionName alias) {
        byte[] name = alias.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length).put((byte) 'a').put(name).array();
    }

    public static byte[] directoryCounters() {
        return new byte[] {'c'};
    }

    /// The first key with a tag; the keys of a tag end before `tag(tag + 1)`.
    public static byte[] tag(char tag) {
        return new byte[] {(byte) tag};
    }

    public static byte[] id(int collection, Optional<TenantId> tenant, PointId id) {
        byte[] prefix = tenantPrefix(collection, tenant);
        byte[] idBytes = IdBytes.of(id);
        return ByteBuffer.allocate(prefix.length + idBytes.length).put(prefix).put(idBytes).array();
    }

    /// What all keys of one tenant's ids begin with.
    public static byte[] tenantPrefix(int collection, Optional<TenantId> tenant) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(collection(collection));
        for (byte b : tenant.map(t -> t.value().getBytes(StandardCharsets.UTF_8)).orElse(NONE)) {
            bytes.write(b);
            if (b == 0) {
                bytes.write(0xFF);
            }
        }
        bytes.writeBytes(TENANT_END);
        return bytes.toByteArray();
    }

    private static final byte[] NONE = {};

    public static byte[] record(int collection, int slot) {
        return ByteBuffer.allocate(8).putInt(collection).putInt(slot).array();
    }

    public static byte[] row(int collection, int vector, long row) {
        return ByteBuffer.allocate(14)
                .putInt(collection)
                .putShort((short) vector)
                .putLong(row)
                .array();
    }

    /// What the keys of all rows of a vector begin with.
    public static byte[] rows(int collection, int vector) {
        return ByteBuffer.allocate(6).putInt(collection).putShort((short) vector).array();
    }

    public static byte[] change(int collection, long operationNumber, int piece) {
        return ByteBuffer.allocate(16)
                .putInt(collection)
                .putLong(operationNumber)
                .putInt(piece)
                .array();
    }

    /// The key of rows that moved after an operation, beginning with `firstRow`.
    public static byte[] moved(int collection, long operationNumber, int vector, long firstRow) {
        return ByteBuffer.allocate(26)
                .put(change(collection, operationNumber, MOVED))
                .putShort((short) vector)
                .putLong(firstRow)
                .array();
    }

    /// What all keys of a collection begin with, in every family but `meta`.
    public static byte[] collection(int collection) {
        return ByteBuffer.allocate(4).putInt(collection).array();
    }

    /// The tenant and id of a key of the family `ids`.
    public static TenantAndId readId(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key).position(4);
        ByteArrayOutputStream tenant = new ByteArrayOutputStream();
        while (true) {
            byte b = bytes.get();
            if (b == 0 && bytes.get() == 1) {
                break;
            }
            tenant.write(b);
        }
        Optional<TenantId> owner =
                tenant.size() == 0
                        ? Optional.empty()
                        : Optional.of(new TenantId(tenant.toString(StandardCharsets.UTF_8)));
        return new TenantAndId(owner, IdBytes.read(bytes));
    }

    /// The number of the collection in a key of any family but `meta`.
    public static int readCollection(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    public static int readSlot(byte[] recordKey) {
        return ByteBuffer.wrap(recordKey).getInt(4);
    }

    public static int readVector(byte[] rowKey) {
        return ByteBuffer.wrap(rowKey).getShort(4);
    }

    public static long readRow(byte[] rowKey) {
        return ByteBuffer.wrap(rowKey).getLong(6);
    }

    public static long readOperationNumber(byte[] changeKey) {
        return ByteBuffer.wrap(changeKey).getLong(4);
    }

    private static byte[] tagged(char tag, int collection) {
        return ByteBuffer.allocate(5).put((byte) tag).putInt(collection).array();
    }
}
