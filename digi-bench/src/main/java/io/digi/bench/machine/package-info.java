/// What the machine can do (memory, disk) and what a process takes of it, measured beside the
/// benchmark so that figures of different machines can be compared.
@NullMarked
package io.digi.bench.machine;

import org.jspecify.annotations.NullMarked;
