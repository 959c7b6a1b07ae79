/// Payloads at work: values at a path, changes of a payload, and its stored form.
@NullMarked
package io.digi.engine.payload;

import org.jspecify.annotations.NullMarked;
