package io.digi.engine.embedded;

import io.digi.engine.collection.OpenCollection;
import io.digi.engine.field.PostingFile;
import io.digi.engine.write.CollectionWriter;
import org.jspecify.annotations.Nullable;

/// The place of one collection in memory: empty, or open and used by some. Guarded by itself.
final class Holder {
    /// A collection in memory.
    record Loaded(OpenCollection collection, CollectionWriter writer) {
        void close() {
            collection
                    .state()
                    .vectors()
                    .values()
                    .forEach(vector -> vector.parts().forEach(part -> part.generation().close()));
            collection
                    .state()
                    .allFields()
                    .values()
                    .forEach(index -> index.file().ifPresent(PostingFile::close));
            collection.rows().close();
        }
    }

    /// Also read without the guard, by those who only look.
    volatile @Nullable Loaded loaded;

    int leases;
    long lastUseNanos;
    boolean retired;

    /// Whether the collection could be taken out of memory now.
    boolean isIdle() {
        return loaded != null && leases == 0 && loaded.writer().isIdle();
    }
}
