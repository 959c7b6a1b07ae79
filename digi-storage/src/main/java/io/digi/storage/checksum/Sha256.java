package io.digi.storage.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of bytes that come piece by piece: for what leaves this machine and comes back, where a
/// checksum must tell more than an accident. For one thread at a time.
public final class Sha256 {
    /// Digits of a checksum as text.
    public static final int DIGITS = 64;

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// In hexadecimal, lower case.
    public static String of(byte[] bytes) {
        Sha256 sum = new Sha256();
        sum.update(ByteBuffer.wrap(bytes));
        return sum.hex();
    }

    /// Adds the bytes from position to limit; the buffer's position stays where it is.
    public void update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /// The checksum of all bytes so far, in hexadecimal, lower case; then it begins anew.
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
