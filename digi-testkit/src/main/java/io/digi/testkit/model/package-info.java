/// Compares an engine with the reference engine over random operations.
@NullMarked
package io.digi.testkit.model;

import org.jspecify.annotations.NullMarked;
