/// Checking a storage directory that no engine has open, and mending it: everything derived is held
/// against the stored points.
@NullMarked
package io.digi.engine.verify;

import org.jspecify.annotations.NullMarked;
