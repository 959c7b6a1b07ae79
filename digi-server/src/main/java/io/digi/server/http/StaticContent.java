package io.digi.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Files below one directory, and nothing else: no way up, no link out.
final class StaticContent {
    private static final String PAGE = "/dashboard/";
    private static final String INDEX = "index.html";
    private static final long FILE_SIZE_MAX = 64L << 20;
    private static final String FORBIDDEN = "/\\\u0000:";
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("wasm", "application/wasm"));

    private final Optional<Path> root;

    StaticContent(Optional<Path> root) {
        this.root = root;
    }

    /// The file that decoded segments lead to; 404 if there is none. Pages name their parts
    /// relative to the directory, so the directory itself has its `/`.
    Answer file(List<String> segments, boolean endsInSlash) {
        if (root.isPresent() && segments.isEmpty() && !endsInSlash) {
            return Answer.empty(301).with("Location", PAGE);
        }
        try {
            return find(segments).map(StaticContent::answer).orElseGet(() -> Answer.empty(404));
        } catch (IOException e) {
            return Answer.empty(404);
        }
    }

    private Optional<Path> find(List<String> segments) throws IOException {
        if (root.isEmpty() || !segments.stream().allMatch(StaticContent::isPlain)) {
            return Optional.empty();
        }
        Path top = root.get().toRealPath();
        Path file = top;
        for (String segment : segments) {
            file = file.resolve(segment);
        }
        if (Files.isDirectory(file)) {
            file = file.resolve(INDEX);
        }
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        boolean served = real.startsWith(top) && Files.size(real) <= FILE_SIZE_MAX;
        return served ? Optional.of(real) : Optional.empty();
    }

    /// A name of its own, hidden files aside.
    private static boolean isPlain(String segment) {
        return !segment.startsWith(".")
                && segment.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0);
    }

    private static Answer answer(Path file) {
        try {
            return Answer.file(type(file), Files.readAllBytes(file));
        } catch (IOException e) {
            return Answer.empty(404);
        }
    }

    private static String type(Path file) {
        String name = file.toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
