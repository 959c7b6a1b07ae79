/// Background work that a user can watch.
@NullMarked
package io.digi.model.job;

import org.jspecify.annotations.NullMarked;
