package io.digi.server.grpc;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// A message as it came, packed or not. It owns its bytes.
final class RawMessage {
    private static final int CHUNK_SIZE = 16 << 10;

    private final byte[] bytes;
    private final boolean packed;

    RawMessage(byte[] bytes, boolean packed) {
        this.bytes = bytes;
        this.packed = packed;
    }

    /// The bytes of the message itself. Those that unpacking adds are charged while they come, so
    /// that little bytes cannot become many unseen. Throws [CallRefused] beyond `sizeMax`,
    /// [Problem.Malformed] for bytes that cannot be unpacked, [Problem.Overloaded] if there is no
    /// room.
    byte[] unpacked(int sizeMax, HeldBytes held) {
        if (!packed) {
            return bytes;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return all(in, sizeMax, held);
        } catch (IOException broken) {
            throw new DigiException(
                    new Problem.Malformed(
                            "Format error in message: cannot be unpacked, expected gzip: "
                                    + broken.getMessage()),
                    broken);
        }
    }

    private static byte[] all(InputStream in, int sizeMax, HeldBytes held) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_SIZE];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (all.size() + count > sizeMax) {
                throw CallRefused.tooLarge(sizeMax);
            }
            held.take(count);
            all.write(chunk, 0, count);
        }
        return all.toByteArray();
    }
}
