/// The bytes of keys: what order the key-value store keeps things in.
@NullMarked
package io.digi.engine.key;

import org.jspecify.annotations.NullMarked;
