package io.digi.storage.kv;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// The database, its families and its options: the one owner of the native handles of a store.
/// Whoever uses them is counted by the store's [Guard]; `close` is called once, when nobody is
/// left.
final class RocksHandles {
    private final RocksSettings settings;
    private final RocksDB database;
    private final Map<KvFamily, ColumnFamilyHandle> families = new HashMap<>();
    private final List<ColumnFamilyHandle> handles;

    private RocksHandles(
            RocksSettings settings, RocksDB database, List<ColumnFamilyHandle> handles) {
        this.settings = settings;
        this.database = database;
        this.handles = handles;
    }

    static RocksHandles open(KvOptions options, boolean readOnly) throws RocksDBException {
        RocksLibrary.load();
        RocksSettings settings = new RocksSettings(options);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        // RocksDB insists on a family of this name; it stays empty.
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY));
        for (KvFamily family : options.families()) {
            descriptors.add(
                    new ColumnFamilyDescriptor(
                            family.name().getBytes(StandardCharsets.UTF_8),
                            settings.family(family)));
        }
        try {
            return open(options, readOnly, settings, descriptors);
        } catch (RocksDBException e) {
            settings.close();
            throw e;
        }
    }

    private static RocksHandles open(
            KvOptions options,
            boolean readOnly,
            RocksSettings settings,
            List<ColumnFamilyDescriptor> descriptors)
            throws RocksDBException {
        String path = options.directory().toString();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB database =
                readOnly
                        ? RocksDB.openReadOnly(settings.database, path, descriptors, handles)
                        : RocksDB.open(settings.database, path, descriptors, handles);
        RocksHandles opened = new RocksHandles(settings, database, handles);
        for (int i = 0; i < options.families().size(); i++) {
            opened.families.put(options.families().get(i), handles.get(i + 1));
        }
        return opened;
    }

    RocksDB database() {
        return database;
    }

    RocksSettings settings() {
        return settings;
    }

    ColumnFamilyHandle family(KvFamily family) {
        ColumnFamilyHandle handle = families.get(family);
        if (handle == null) {
            throw new DigiException(
                    new Problem.Internal(
                            "no family %s: the store was opened with %s"
                                    .formatted(family, families.keySet())));
        }
        return handle;
    }

    List<ColumnFamilyHandle> all() {
        return List.copyOf(families.values());
    }

    void close() {
        handles.forEach(ColumnFamilyHandle::close);
        database.close();
        settings.close();
    }
}
