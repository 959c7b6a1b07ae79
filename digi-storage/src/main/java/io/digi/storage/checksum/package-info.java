/// Checksums of what is stored.
@NullMarked
package io.digi.storage.checksum;

import org.jspecify.annotations.NullMarked;
