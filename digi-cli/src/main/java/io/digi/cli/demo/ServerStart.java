package io.digi.cli.demo;

import io.digi.server.DigiServer;
import io.digi.server.settings.Settings;
import java.io.IOException;

/// Starts a server in this process.
@FunctionalInterface
public interface ServerStart {
    /// Throws [java.net.BindException], or an exception caused by one, if the port is taken.
    DigiServer start(Settings settings) throws IOException;
}
