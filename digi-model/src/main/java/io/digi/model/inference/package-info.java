/// Turning text into vectors: what an engine or server asks of a model, wherever that model runs.
@NullMarked
package io.digi.model.inference;

import org.jspecify.annotations.NullMarked;
