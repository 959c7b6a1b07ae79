package io.digi.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.server.work.BodyBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyStreamTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void bodyUpToTheLimitIsRead() throws IOException {
        BodyBudget budget = new BodyBudget(1_000);
        BodyStream stream = stream(100, 100, budget);

        assertThat(stream.readAllBytes()).hasSize(100);
        assertThat(budget.usedBytes()).isEqualTo(100);
        budget.giveBack(stream.readBytes());
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void bodyOverTheLimitIsRefused() {
        assertThatThrownBy(() -> stream(101, 100, new BodyBudget(1_000)).readAllBytes())
                .isInstanceOf(RequestRefused.class)
                .hasMessage("JSON payload has exceeded limit (100 bytes).");
    }

    @Test
    void bodiesTogetherHaveALimit() throws IOException {
        BodyBudget budget = new BodyBudget(150);
        stream(100, 100, budget).readAllBytes();

        assertThatThrownBy(() -> stream(100, 100, budget).readAllBytes())
                .isInstanceOfSatisfying(
                        DigiException.class,
                        e -> assertThat(e.problem()).isInstanceOf(Problem.Overloaded.class));
    }

    @Test
    void tricklingBodyIsRefused() throws IOException {
        BodyStream stream = stream(100, 100, new BodyBudget(1_000));
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(stream.read()).isZero();
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThatThrownBy(stream::read)
                .isInstanceOfSatisfying(
                        RequestRefused.class, e -> assertThat(e.answer().status()).isEqualTo(408));
    }

    private BodyStream stream(int size, long limit, BodyBudget budget) {
        return new BodyStream(new ByteArrayInputStream(new byte[size]), limit, budget, now::get);
    }
}
