/// Snapshots: archives of collections as they were at one moment.
@NullMarked
package io.digi.model.snapshot;

import org.jspecify.annotations.NullMarked;
