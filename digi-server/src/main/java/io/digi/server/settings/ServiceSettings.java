package io.digi.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// How requests are served.
///
/// @param httpPort 0 for any free one
/// @param grpcPort likewise; absent: gRPC is not served
/// @param workers threads that read and parse requests, at least 1
/// @param searchThreads threads that answer reads, at least 1
/// @param readOnly refuses every write
/// @param staticContent where the files of a web page for `/dashboard` are
/// @param slowRequest requests that take longer are logged
/// @param metricsPrefix stands before the name of every metric
/// @param stopDelay how long `/readyz` says no before connections are refused
/// @param drainTimeout how long requests under way may still take after that
public record ServiceSettings(
        String host,
        int httpPort,
        OptionalInt grpcPort,
        long requestSizeMaxBytes,
        int workers,
        int searchThreads,
        Duration keepAlive,
        Duration searchTimeout,
        boolean cors,
        boolean readOnly,
        Optional<Path> staticContent,
        Duration slowRequest,
        String metricsPrefix,
        Duration stopDelay,
        Duration drainTimeout) {}
