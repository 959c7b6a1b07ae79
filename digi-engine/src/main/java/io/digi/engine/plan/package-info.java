/// From a read to its answer: what to scan, what to check, what to fetch.
@NullMarked
package io.digi.engine.plan;

import org.jspecify.annotations.NullMarked;
