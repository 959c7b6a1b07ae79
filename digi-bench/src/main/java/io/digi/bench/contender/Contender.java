package io.digi.bench.contender;

import java.io.IOException;

/// An index that is measured. The number of a row is its id.
public interface Contender extends AutoCloseable {
    /// Builds the index of `rows [count × dimension]`, which are in the form in which they are
    /// compared and stay as they are. Called once, before anything else.
    void build(float[][] rows) throws IOException;

    /// A searcher for one thread.
    Searcher searcher() throws IOException;

    /// What the index takes beside the vectors themselves, in memory or in mapped files.
    long indexBytes() throws IOException;

    @Override
    void close() throws IOException;

    /// Searches, in one thread.
    interface Searcher {
        /// Puts the ids of the rows nearest to `query` into `ids`, nearest first, and returns how
        /// many were found. `ef` says how many candidates the search keeps; where codes are
        /// searched, the best of them are compared with the vectors themselves.
        int search(float[] query, int ef, int[] ids) throws IOException;
    }
}
