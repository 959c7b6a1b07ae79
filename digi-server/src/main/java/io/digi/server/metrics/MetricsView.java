package io.digi.server.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// How the one who asks for metrics wants them.
///
/// @param perCollection answers by collection, instead of all together
/// @param anonymous numbers that tell nothing stand for the names of collections and vectors
public record MetricsView(boolean perCollection, boolean anonymous) {
    public static final MetricsView PLAIN =
            new MetricsView(/* perCollection= */ false, /* anonymous= */ false);

    /// A name as it may be shown. The same name is the same number everywhere and always.
    public String shown(String name) {
        return anonymous && !name.isEmpty() ? Long.toUnsignedString(hash(name)) : name;
    }

    private static long hash(String name) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
