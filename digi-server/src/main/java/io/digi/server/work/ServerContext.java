package io.digi.server.work;

import io.digi.server.access.Gate;
import io.digi.server.access.GuardedEngine;
import io.digi.server.metrics.RequestLog;
import io.digi.server.metrics.ServerMetrics;
import io.digi.server.settings.BuildInfo;
import io.digi.server.settings.ServiceSettings;
import io.digi.server.settings.Settings;
import java.net.InetAddress;
import java.util.function.Predicate;

/// What both protocols are served with.
public record ServerContext(
        Settings settings,
        GuardedEngine engine,
        Gate gate,
        Lanes lanes,
        ServerMetrics metrics,
        BuildInfo build,
        ServerState state) {
    /// `isLocal` tells whether a peer is on this machine.
    public static ServerContext of(
            Settings settings,
            GuardedEngine engine,
            BuildInfo build,
            Predicate<InetAddress> isLocal) {
        Lanes lanes = new Lanes(settings.service());
        return new ServerContext(
                settings,
                engine,
                new Gate(settings, isLocal),
                lanes,
                new ServerMetrics(settings.service().metricsPrefix(), build, lanes::load),
                build,
                new ServerState());
    }

    public ServiceSettings service() {
        return settings.service();
    }

    public RequestLog log() {
        return new RequestLog(metrics.requests(), service().slowRequest());
    }
}
