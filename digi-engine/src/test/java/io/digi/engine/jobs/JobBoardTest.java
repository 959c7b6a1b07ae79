package io.digi.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.job.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobBoardTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final JobBoard board = new JobBoard(nanos::get);

    @Test
    void timeLeftFollowsFromTheRateSoFar() {
        JobBoard.Ticket job = queue("why");
        assertThat(only().state()).isEqualTo(Job.State.QUEUED);
        nanos.addAndGet(Duration.ofSeconds(100).toNanos());
        job.started();
        assertThat(only().secondsLeft()).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        job.progress(0.25);
        assertThat(only().percent()).isEqualTo(25);
        assertThat(only().secondsLeft()).isEqualTo(OptionalLong.of(30));
        assertThat(only().reason()).isEqualTo("why");
    }

    @Test
    void endedJobIsShownAfterThoseThatAreNot() {
        JobBoard.Ticket first = queue("first");
        queue("second");
        JobBoard.Ticket third = queue("third");
        first.started();
        first.done();
        third.started();
        third.progress(0.5);
        third.failed();
        assertThat(board.jobs())
                .extracting(Job::reason)
                .containsExactly("second", "third", "first");
        assertThat(board.jobs())
                .extracting(Job::state)
                .containsExactly(Job.State.QUEUED, Job.State.FAILED, Job.State.DONE);
        assertThat(board.jobs()).extracting(Job::percent).containsExactly(0.0, 50.0, 100.0);
    }

    @Test
    void jobEndsOnce() {
        JobBoard.Ticket job = queue("why");
        job.done();
        job.failed();
        assertThat(only().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void lastHundredEndedJobsAreKept() {
        for (int i = 0; i < 250; i++) {
            queue("job " + i).done();
        }
        List<Job> jobs = board.jobs();
        assertThat(jobs).hasSize(100);
        assertThat(jobs.getFirst().reason()).isEqualTo("job 249");
        assertThat(jobs.getLast().reason()).isEqualTo("job 150");
    }

    private JobBoard.Ticket queue(String reason) {
        return board.queue(Job.Kind.DRAIN, Optional.empty(), reason);
    }

    private Job only() {
        assertThat(board.jobs()).hasSize(1);
        return board.jobs().getFirst();
    }
}
