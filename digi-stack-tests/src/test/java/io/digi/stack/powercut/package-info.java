/// Power cuts around small C programs, a JVM and RocksDB.
@NullMarked
package io.digi.stack.powercut;

import org.jspecify.annotations.NullMarked;
