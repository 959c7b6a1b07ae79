package io.digi.engine.embedded;

import io.digi.engine.generation.Generation;
import io.digi.model.error.DigiException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Saves the graph of one vector. A graph that cannot be saved serves as well: it is linked again
/// after a restart. So nothing fails here, and what failed once is not tried again.
final class GraphSaving {
    private static final Logger LOG = LoggerFactory.getLogger(GraphSaving.class);

    /// A large graph is saved after changes of one node in so many.
    private static final int UNSAVED_DIVISOR = 10;

    /// Before the engine closes, of one in so many: 220 bytes for each node are written at 100
    /// MB/s, while 6,000 nodes a second are linked.
    private static final int END_UNSAVED_DIVISOR = 64;

    /// Fewer are linked in no time.
    private static final int END_UNSAVED_MIN = 1_000;

    private final IndexTools tools;
    private final IndexedVector target;
    private final int collection;
    private boolean hasFailed;

    GraphSaving(IndexTools tools, IndexedVector target) {
        this.tools = tools;
        this.target = target;
        this.collection = target.lease().state().definition().number();
    }

    /// Saves a graph of which much has changed since it was saved last.
    void saveIfDue(Generation generation) {
        int most = Math.max(tools.settings().unsavedMin(), generation.nodeEnd() / UNSAVED_DIVISOR);
        if (generation.changesSinceSaved() > most) {
            save(generation);
        }
    }

    /// Saves a graph that has no file yet.
    void saveFirst(Generation generation) {
        if (!tools.files().exists(collection, target.vector(), target.tenant())) {
            save(generation);
        }
    }

    /// Saves a graph of which more has changed than could be linked again in the time that writing
    /// it takes.
    ///
    /// @param stopped whether there is no time left
    void saveAtEnd(Generation generation, BooleanSupplier stopped) {
        int least = Math.min(END_UNSAVED_MIN, tools.settings().unsavedMin());
        int most = Math.max(least, generation.nodeEnd() / END_UNSAVED_DIVISOR);
        if (generation.hasLinks() && generation.changesSinceSaved() > most) {
            save(generation, stopped);
        }
    }

    void save(Generation generation) {
        save(generation, () -> false);
    }

    private void save(Generation generation, BooleanSupplier stopped) {
        if (hasFailed || target.isDropped()) {
            return;
        }
        if (!generation.hasLinks()) {
            // Codes are made again as fast as they would be read.
            tools.files().delete(collection, target.vector(), target.tenant());
            return;
        }
        try {
            tools.disk().requireRoomFor(generation.memoryBytes());
            tools.files().write(collection, target.vector(), generation, stopped);
            if (target.isDropped()) {
                // Its files may have been cleared while this one was written.
                tools.files().deleteDropped(collection, target.vector());
            }
        } catch (DigiException | UncheckedIOException e) {
            hasFailed = true;
            LOG.warn(
                    "the graph of vector {} of collection {} was not saved: {}",
                    target.vector(),
                    collection,
                    e.getMessage());
        }
    }
}
