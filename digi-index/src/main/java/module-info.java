/// Vector kernels, exact search and the memory they work on. It knows rows of numbers, not points:
/// payloads, filters and collections are its caller's.
///
/// `jdk.incubator.vector` is optional: where the program starts without it, plain kernels serve.
module io.digi.index {
    requires static transitive org.jspecify;
    requires static jdk.incubator.vector;

    exports io.digi.index.codes;
    exports io.digi.index.flat;
    exports io.digi.index.hnsw;
    exports io.digi.index.kernel;
    exports io.digi.index.memory;
}
