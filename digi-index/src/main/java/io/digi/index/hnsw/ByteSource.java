package io.digi.index.hnsw;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Where the bytes of a graph come from, in order.
@FunctionalInterface
public interface ByteSource {
    /// Fills `bytes`, or throws: an `EOFException` if there are not so many.
    void read(ByteBuffer bytes) throws IOException;
}
