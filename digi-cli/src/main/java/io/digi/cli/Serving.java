package io.digi.cli;

import io.digi.Digi;
import io.digi.engine.embedded.EngineSettings;
import io.digi.index.kernel.Kernels;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.server.DigiServer;
import io.digi.server.settings.Settings;
import io.digi.server.settings.StorageSettings;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the embedded engine and the server together.
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    /// The launcher gives the heap 40 % of the limit; the JVM itself needs about 15 %.
    private static final double ENGINE_SHARE = 0.45;

    private Serving() {}

    /// Opens the directory that the settings name and serves it. Nothing stays open if it throws.
    static DigiServer start(Settings settings, BuildInfo build) throws IOException {
        LOG.info("kernels: {}", Kernels.description());
        StorageSettings storage = settings.storage();
        VectorEngine engine =
                Digi.open(
                        storage.storagePath(),
                        storage.snapshotsPath(),
                        engineSettings(storage).withSlowQuery(settings.service().slowRequest()));
        boolean serving = false;
        try {
            DigiServer server =
                    DigiServer.start(
                            settings,
                            engine,
                            new io.digi.server.settings.BuildInfo(build.version(), build.commit()));
            serving = true;
            Thread.ofPlatform().daemon().name("digi-warm-up").start(Kernels::warmUp);
            return server;
        } finally {
            if (!serving) {
                engine.close();
            }
        }
    }

    private static EngineSettings engineSettings(StorageSettings storage) {
        long limit = Long.getLong("digi.memory.limit", 2 * Runtime.getRuntime().maxMemory());
        long wanted = storage.memoryLimitBytes().orElse(limit);
        if (wanted < limit) {
            throw new DigiException(
                    new Problem.BadRequest(
                            ("digi.memory_limit is %d bytes, but the process was started for %d:"
                                            + " start it with --memory-limit %d")
                                    .formatted(wanted, limit, wanted)));
        }
        EngineSettings settings = EngineSettings.withMemory((long) (limit * ENGINE_SHARE));
        return settings.withDisk(
                storage.diskLowWaterBytes().orElse(settings.diskLowWaterBytes()),
                storage.reserveBytes().orElse(settings.reserveBytes()));
    }
}
