/// Figures, for readers and for programs.
@NullMarked
package io.digi.bench.report;

import org.jspecify.annotations.NullMarked;
