package io.digi.engine.collection;

import io.digi.engine.view.Epoch;
import io.digi.engine.view.Epochs;

/// A collection in memory, and the state that reads see.
public final class OpenCollection {
    /// A published state, the first epoch that shows it, and its place in the order of states.
    private record Published(CollectionState state, long epoch, long version) {}

    private final Epochs epochs;
    private final VectorRows rows;
    private volatile Published published;

    public OpenCollection(Epochs epochs, CollectionState state, VectorRows rows) {
        this.epochs = epochs;
        this.rows = rows;
        this.published = new Published(state, /* epoch= */ 0, /* version= */ 0);
    }

    public VectorRows rows() {
        return rows;
    }

    /// The last published state, without the store that belongs to it.
    public CollectionState state() {
        return published.state();
    }

    /// Makes a state visible to reads that hold the epoch `epoch` or a later one. The committer
    /// calls this before it begins that epoch.
    public void publish(CollectionState state, long epoch) {
        published = new Published(state, epoch, published.version() + 1);
    }

    /// A state and the store as of the same commit.
    ///
    /// The committer first publishes states, then begins the epoch. So a pair is consistent if the
    /// state is still the published one after the epoch was taken, and the epoch is not older than
    /// the state; otherwise a commit went between, and the next try finds its result.
    public ReadView view() {
        while (true) {
            Published before = published;
            Epoch epoch = epochs.hold();
            if (published.version() == before.version() && epoch.number() >= before.epoch()) {
                return new ReadView(before.state(), epoch);
            }
            epoch.close();
            Thread.onSpinWait();
        }
    }
}
