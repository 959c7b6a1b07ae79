package io.digi.server.http;

import io.digi.wire.json.SnapshotRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which snapshots a request may name: files, of which the engine takes those in its folder only,
/// and what lies below the URLs that the configuration lists. By default it lists none, so the
/// server opens no connection for anybody.
final class SnapshotLocations {
    private final List<URI> allowed;

    /// @param allowed absolute, `http` or `https`; a path counts with all that is below it
    SnapshotLocations(List<URI> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /// Throws [RequestRefused].
    ///
    /// @param isPathAllowed whether a path may stand in place of a URL
    SnapshotLocation of(SnapshotRequest request, boolean isPathAllowed) {
        URI uri = uri(request.location());
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" -> file(uri);
            case "http", "https" -> url(uri, request.apiKey());
            case "" -> path(request.location(), isPathAllowed);
            default ->
                    throw new RequestRefused(
                            400,
                            "Bad request: URL %s with scheme %s is not supported"
                                    .formatted(uri, scheme));
        };
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw malformed(e.getReason());
        }
    }

    private static SnapshotLocation file(URI uri) {
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        String path = Optional.ofNullable(uri.getPath()).orElse("");
        boolean isHere = host.isEmpty() || host.equals("localhost");
        if (!isHere || uri.isOpaque() || !path.startsWith("/")) {
            throw new RequestRefused(
                    400,
                    "Bad request: Invalid snapshot URI, file path must be absolute or on localhost");
        }
        return new SnapshotLocation.OfFile(pathOf(path));
    }

    private static SnapshotLocation path(String text, boolean isAllowed) {
        if (!isAllowed) {
            throw malformed("relative URL without a base");
        }
        return new SnapshotLocation.OfFile(pathOf(text));
    }

    private static Path pathOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw malformed("no path: " + e.getReason());
        }
    }

    private SnapshotLocation url(URI uri, Optional<String> apiKey) {
        if (allowed.stream().noneMatch(prefix -> isBelow(uri, prefix))) {
            throw new RequestRefused(
                    403,
                    "Forbidden: snapshots are not fetched from %s; list it in digi.snapshot_urls, or"
                                    .formatted(shown(uri))
                            + " upload the snapshot");
        }
        return new SnapshotLocation.OfUrl(uri, apiKey);
    }

    private static String shown(URI uri) {
        return "%s://%s".formatted(uri.getScheme(), uri.getHost());
    }

    /// Whether a URL is the prefix or below it, as plain text shows it: no name before the host, no
    /// escapes or dots in the path by which it could lead elsewhere.
    private static boolean isBelow(URI uri, URI prefix) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        boolean isPlain =
                uri.getRawUserInfo() == null
                        && uri.getRawFragment() == null
                        && uri.getHost() != null
                        && !path.contains("%2e")
                        && !path.contains("%2E")
                        && !path.contains("%2f")
                        && !path.contains("%2F")
                        && !path.contains("\\")
                        && List.of(path.split("/", -1)).stream()
                                .noneMatch(name -> name.equals("..") || name.equals("."));
        String folder =
                prefix.getRawPath().endsWith("/") ? prefix.getRawPath() : prefix.getRawPath() + "/";
        return isPlain
                && uri.getScheme().equalsIgnoreCase(prefix.getScheme())
                && uri.getHost().equalsIgnoreCase(prefix.getHost())
                && port(uri) == port(prefix)
                && (path.startsWith(folder) || path.equals(prefix.getRawPath()));
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static RequestRefused malformed(String why) {
        return new RequestRefused(400, "Format error in JSON body: location: %s".formatted(why));
    }
}
