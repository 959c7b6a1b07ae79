/// Ordered keys with atomic, durable batches: the one commit point of a storage directory.
///
/// [KvStore] is the door; [RocksKv] opens one on RocksDB. Keys are compared as unsigned bytes.
/// Reads ([KvReads]) and writes ([KvWrites]) are interfaces of their own.
@NullMarked
package io.digi.storage.kv;

import org.jspecify.annotations.NullMarked;
