package io.digi.server.grpc;

import io.grpc.Compressor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Packs answers fast rather than well.
final class FastGzip implements Compressor {
    static final String NAME = "gzip";

    /// Below it, packing takes longer than sending.
    static final int SIZE_MIN = 4 << 10;

    private static final int BUFFER_SIZE = 8 << 10;

    FastGzip() {}

    @Override
    public String getMessageEncoding() {
        return NAME;
    }

    @Override
    public OutputStream compress(OutputStream target) throws IOException {
        return new FastOutput(target);
    }

    private static final class FastOutput extends GZIPOutputStream {
        FastOutput(OutputStream target) throws IOException {
            super(target, BUFFER_SIZE);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
