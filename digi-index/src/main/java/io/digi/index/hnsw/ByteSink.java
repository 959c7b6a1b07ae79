package io.digi.index.hnsw;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Where the bytes of a graph go to, in order.
@FunctionalInterface
public interface ByteSink {
    /// Takes what remains in `bytes`, which the caller uses again.
    void write(ByteBuffer bytes) throws IOException;
}
