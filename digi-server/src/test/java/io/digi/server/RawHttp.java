package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection on which a test writes what it likes.
final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    RawHttp(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /// Sends a request and returns everything that comes until the server ends the connection.
    static String exchange(int port, String request) throws IOException {
        try (RawHttp connection = new RawHttp(port)) {
            connection.send(request);
            return connection.rest();
        }
    }

    /// Each character is a byte.
    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String next(int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /// Everything up to the first occurrence of a text.
    String until(String end) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(end) < 0) {
            String next = next(1);
            assertThat(next).as("end of the connection after %s", seen).isNotEmpty();
            seen.append(next);
        }
        return seen.toString();
    }

    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
