/// Background work and its progress.
@NullMarked
package io.digi.engine.jobs;

import org.jspecify.annotations.NullMarked;
