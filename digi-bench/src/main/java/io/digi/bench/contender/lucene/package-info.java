/// Apache Lucene's HNSW graphs. Loaded only in a process that has Lucene on its class path.
@NullMarked
package io.digi.bench.contender.lucene;

import org.jspecify.annotations.NullMarked;
