package io.digi.server.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/// A key that somebody must know. Only its digest is kept, its text shows nowhere, and it is
/// compared in constant time.
public final class Secret {
    private final byte[] digest;
    private final boolean placeholder;

    public Secret(String text) {
        digest = digest(text);
        placeholder = looksLikePlaceholder(text);
    }

    /// Whether the text is one of those that examples and templates carry, which everybody knows.
    public boolean isPlaceholder() {
        return placeholder;
    }

    /// Takes the same time whatever is compared.
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }

    private static boolean looksLikePlaceholder(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("change_me")
                || lower.startsWith("changeme")
                || lower.startsWith("your_");
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
