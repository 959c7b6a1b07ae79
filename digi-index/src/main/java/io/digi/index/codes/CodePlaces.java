package io.digi.index.codes;

/// Where the codes of one model are, by number.
interface CodePlaces {
    CodeModel model();

    /// Where the code of `node`, which has one, starts.
    long addressOf(int node);

    /// The addresses of `nodes[0 .. count)` into `addresses[0 .. count)`.
    void addressesOf(int[] nodes, int count, long[] addresses);
}
