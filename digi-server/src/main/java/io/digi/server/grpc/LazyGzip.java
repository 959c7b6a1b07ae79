package io.digi.server.grpc;

import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import java.io.FilterInputStream;
import java.io.InputStream;

/// Leaves packed messages packed: unpacking takes time and room, which the threads of the network
/// do not have. [RawMessage] unpacks.
final class LazyGzip implements Decompressor {
    private LazyGzip() {}

    /// The only form besides the plain one that is understood.
    static DecompressorRegistry registry() {
        return DecompressorRegistry.emptyInstance().with(new LazyGzip(), /* advertised= */ true);
    }

    @Override
    public String getMessageEncoding() {
        return FastGzip.NAME;
    }

    @Override
    public InputStream decompress(InputStream packed) {
        return new Packed(packed);
    }

    /// Hides what else the stream can do.
    private static final class Packed extends FilterInputStream {
        Packed(InputStream bytes) {
            super(bytes);
        }
    }
}
