package io.digi.engine.jobs;

import io.digi.model.id.CollectionName;
import io.digi.model.job.Job;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Background work that is queued or runs, and the last of what ended. Thread-safe.
public final class JobBoard {
    private static final int ENDED_KEPT_MAX = 100;

    private final LongSupplier nanoClock;
    private final Map<Long, Ticket> open = new LinkedHashMap<>();
    private final ArrayDeque<Job> ended = new ArrayDeque<>();
    private long lastId;

    public JobBoard(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// Puts up a job that waits for its turn.
    public synchronized Ticket queue(
            Job.Kind kind, Optional<CollectionName> collection, String reason) {
        Ticket ticket = new Ticket(++lastId, kind, collection, reason);
        open.put(ticket.id, ticket);
        return ticket;
    }

    /// What is queued or runs, then what ended, the latest first.
    public synchronized List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        open.values().forEach(ticket -> jobs.add(ticket.job()));
        jobs.addAll(ended);
        return jobs;
    }

    private synchronized void end(Ticket ticket, Job.State state) {
        if (open.remove(ticket.id) == null) {
            return;
        }
        ticket.state = state;
        ended.addFirst(ticket.job());
        if (ended.size() > ENDED_KEPT_MAX) {
            ended.removeLast();
        }
    }

    /// A job on the board, moved by whoever does the work.
    public final class Ticket {
        private final long id;
        private final Job.Kind kind;
        private final Optional<CollectionName> collection;
        private String reason;
        private Job.State state = Job.State.QUEUED;
        private long startedNanos;
        private double fraction;

        private Ticket(long id, Job.Kind kind, Optional<CollectionName> collection, String reason) {
            this.id = id;
            this.kind = kind;
            this.collection = collection;
            this.reason = reason;
        }

        public void started() {
            synchronized (JobBoard.this) {
                state = Job.State.RUNNING;
                startedNanos = nanoClock.getAsLong();
            }
        }

        /// Says how much is done.
        ///
        /// @param done from 0 to 1
        public void progress(double done) {
            synchronized (JobBoard.this) {
                fraction = Math.clamp(done, 0, 1);
            }
        }

        /// How much is done, from 0 to 100.
        public double percent() {
            synchronized (JobBoard.this) {
                return 100 * fraction;
            }
        }

        public void done() {
            progress(1);
            end(this, Job.State.DONE);
        }

        public void failed() {
            end(this, Job.State.FAILED);
        }

        /// The same, and why.
        public void failed(String why) {
            note(why);
            failed();
        }

        /// Adds to the reason what turned out meanwhile.
        public void note(String more) {
            synchronized (JobBoard.this) {
                reason = reason + ": " + more;
            }
        }

        private Job job() {
            return new Job(id, kind, collection, reason, state, 100 * fraction, secondsLeft());
        }

        private OptionalLong secondsLeft() {
            if (state != Job.State.RUNNING || fraction <= 0) {
                return OptionalLong.empty();
            }
            long elapsed = nanoClock.getAsLong() - startedNanos;
            double left = elapsed * (1 - fraction) / fraction;
            return OptionalLong.of(Duration.ofNanos((long) left).toSeconds());
        }
    }
}
