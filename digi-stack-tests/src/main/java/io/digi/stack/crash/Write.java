package io.digi.stack.crash;

import java.util.List;

/// One request that writes. `number` is never used twice, and grows.
sealed interface Write {
    long number();

    List<Long> ids();

    /// The state of one of its points once it is applied.
    PointState after(PointState before);

    /// Replaces points with the content of this version.
    record Upsert(long number, List<Long> ids) implements Write {
        public Upsert {
            ids = List.copyOf(ids);
        }

        @Override
        public PointState after(PointState before) {
            return new PointState(number, 0);
        }
    }

    /// Sets the payload key `mark` of points that exist.
    record Mark(long number, List<Long> ids) implements Write {
        public Mark {
            ids = List.copyOf(ids);
        }

        @Override
        public PointState after(PointState before) {
            return before.present() ? new PointState(before.version(), number) : before;
        }
    }

    record Delete(long number, List<Long> ids) implements Write {
        public Delete {
            ids = List.copyOf(ids);
        }

        @Override
        public PointState after(PointState before) {
            return PointState.ABSENT;
        }
    }
}
