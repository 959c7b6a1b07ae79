/// Memory by address, and the few native functions, for kernels and graphs. The module keeps this
/// package to itself.
@NullMarked
package io.digi.index.address;

import org.jspecify.annotations.NullMarked;
