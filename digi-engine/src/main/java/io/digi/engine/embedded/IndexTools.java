package io.digi.engine.embedded;

import io.digi.engine.generation.GenerationFiles;
import io.digi.engine.plan.DamageReport;
import io.digi.engine.view.Epochs;
import java.util.concurrent.Executor;

/// What all [IndexJob]s share.
///
/// @param files where graphs are saved
/// @param pool lends threads
/// @param published told after each batch
record IndexTools(
        IndexingSettings settings,
        GenerationFiles files,
        DiskGuard disk,
        GraphMemory memory,
        Epochs epochs,
        Waiting waiting,
        DamageReport damage,
        Executor pool,
        BatchSignal published) {}
