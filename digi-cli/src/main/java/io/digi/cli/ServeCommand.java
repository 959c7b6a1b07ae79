package io.digi.cli;

import io.digi.server.DigiServer;
import io.digi.server.settings.Settings;
import io.digi.server.settings.SettingsSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `digi serve`: the server on the embedded engine, until it is told to stop.
@Command(
        name = "serve",
        description = {
            "Serves Qdrant's REST and gRPC APIs from a directory of this machine.",
            "",
            "Settings come from --config FILE (else config/qdrant.yaml, if it is there), then from"
                    + " variables QDRANT__SECTION__KEY, then from the options here.",
            "SIGTERM or Ctrl-C stops it: requests under way end, everything is on disk, exit 0."
        })
final class ServeCommand implements Callable<Integer> {
    private final BuildInfo build;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML, as Qdrant's.")
    @Nullable Path config;

    @Option(names = "--storage", paramLabel = "DIR", description = "Default: ./storage")
    @Nullable Path storage;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Default: 0.0.0.0")
    @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Of REST; gRPC has the next, unless service.grpc_port says otherwise. Default:"
                            + " 6333; 0 for a free one")
    @Nullable Integer port;

    ServeCommand(BuildInfo build) {
        this.build = build;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings =
                new SettingsSource(
                                Path.of(""), Optional.ofNullable(config), System.getenv(), flags())
                        .read(Runtime.getRuntime().availableProcessors());
        Logs.configure(settings.log());
        DigiServer server = Serving.start(settings, build);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("digi-stop")
                                .unstarted(() -> {
                                    server.stop();
                                    stopped.countDown();
                                    Runtime.getRuntime().halt(ExitCode.CLEAN.code());
                                }));
        stopped.await();
        return ExitCode.CLEAN.code();
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        if (storage != null) {
            flags.put("storage.storage_path", storage.toString());
        }
        if (host != null) {
            flags.put("service.host", host);
        }
        if (port != null) {
            flags.put("service.http_port", Integer.toString(port));
        }
        return flags;
    }
}
