package io.digi.engine.embedded;

import io.digi.model.engine.VectorEngine;
import java.util.function.Consumer;

/// One operation of a workload: what it does to an engine, and to what a test expects of it.
///
/// @param what for messages
record Step(String what, Consumer<VectorEngine> onEngine, Consumer<Contents> onModel) {}
