package io.digi.bench.rest;

import io.digi.bench.report.BenchException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where a server listens, and the key that it wants, if any. The key is in no text.
public final class Endpoint {
    private static final int PORT_MAX = 65_535;

    private final String host;
    private final int port;
    private final Optional<String> apiKey;

    private Endpoint(String host, int port, Optional<String> apiKey) {
        this.host = host;
        this.port = port;
        this.apiKey = apiKey;
    }

    /// A server on this machine.
    public static Endpoint local(int port) {
        return new Endpoint(
                InetAddress.getLoopbackAddress().getHostAddress(), port, Optional.empty());
    }

    /// Reads `http://host:port`.
    public static Endpoint parse(String url, int portByDefault) throws BenchException {
        try {
            URI uri = new URI(url);
            int port = uri.getPort() < 0 ? portByDefault : uri.getPort();
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && port <= PORT_MAX) {
                return new Endpoint(uri.getHost(), port, Optional.empty());
            }
        } catch (URISyntaxException notAnAddress) {
            // Told below, as other addresses that do not fit.
        }
        throw new BenchException("expected an address such as http://localhost:6333, came " + url);
    }

    /// The same with a key, sent as `api-key`.
    public Endpoint withKey(String key) {
        return new Endpoint(host, port, Optional.of(key));
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /// Lines of the head of every request.
    String headers() {
        String host = "Host: " + this.host + ":" + port + "\r\n";
        return host + apiKey.map(key -> "api-key: " + key + "\r\n").orElse("");
    }

    @Override
    public String toString() {
        return "http://" + host + ":" + port;
    }
}
