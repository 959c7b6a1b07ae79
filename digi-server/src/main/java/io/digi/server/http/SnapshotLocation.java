package io.digi.server.http;

import io.digi.model.snapshot.SnapshotSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where a snapshot is that a request names, and may be taken from.
sealed interface SnapshotLocation {
    /// What stands for it before it is opened.
    SnapshotSource source();

    /// Makes it ready to be read. Throws [RequestRefused].
    Opened open();

    /// A snapshot that can be read; to be closed.
    record Opened(SnapshotSource source, InputStream stream) implements AutoCloseable {
        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException ignored) {
                // Everything that was needed of it has been read.
            }
        }
    }

    /// A file of this machine.
    record OfFile(Path path) implements SnapshotLocation {
        @Override
        public SnapshotSource source() {
            return new SnapshotSource.Stored(path);
        }

        @Override
        public Opened open() {
            return new Opened(source(), InputStream.nullInputStream());
        }
    }

    /// A URL that the configuration allows. It must answer itself: redirections are not followed.
    record OfUrl(URI url, Optional<String> apiKey) implements SnapshotLocation {
        private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
        private static final int SILENCE_MILLIS = (int) Duration.ofSeconds(60).toMillis();

        @Override
        public SnapshotSource source() {
            return new SnapshotSource.Received(InputStream.nullInputStream(), Optional.empty());
        }

        @Override
        public Opened open() {
            try {
                HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
                connection.setConnectTimeout(CONNECT_MILLIS);
                connection.setReadTimeout(SILENCE_MILLIS);
                connection.setInstanceFollowRedirects(false);
                apiKey.ifPresent(key -> connection.setRequestProperty("api-key", key));
                int status = connection.getResponseCode();
                if (status != HttpURLConnection.HTTP_OK) {
                    connection.disconnect();
                    throw failed("it answers with status %d, expected 200".formatted(status));
                }
                InputStream stream = connection.getInputStream();
                return new Opened(new SnapshotSource.Received(stream, Optional.empty()), stream);
            } catch (IOException e) {
                throw failed(String.valueOf(e.getMessage()));
            }
        }

        private RequestRefused failed(String why) {
            return new RequestRefused(
                    400,
                    "Bad request: Failed to download snapshot from %s: %s".formatted(url, why));
        }
    }
}
