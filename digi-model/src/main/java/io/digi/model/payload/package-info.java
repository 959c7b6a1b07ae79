/// Schemaless payloads: values, objects and the paths into them.
@NullMarked
package io.digi.model.payload;

import org.jspecify.annotations.NullMarked;
