package io.digi.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a raw path into segments and decodes each of them once. Empty segments do not count, so
/// `//collections/x/` is `/collections/x`. A decoded `/` stays inside its segment, and `..` is a
/// segment like any other.
final class PathSegments {
    private PathSegments() {}

    /// Empty if an escape is broken, or the bytes are not UTF-8.
    static Optional<List<String>> of(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.split("/", -1)) {
            if (!raw.isEmpty()) {
                Optional<String> decoded = decoded(raw);
                if (decoded.isEmpty()) {
                    return Optional.empty();
                }
                segments.add(decoded.get());
            }
        }
        return Optional.of(segments);
    }

    static Optional<String> decoded(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                b = (byte) (high << 4 | low);
                i += 2;
            }
            bytes[length++] = b;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, 0, length))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
