package io.digi.stack.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.stack.crash.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteHistoryTest {
    private final WriteHistory history = new WriteHistory();
    private final Map<Long, Observed> shown = new HashMap<>();

    @Test
    void acknowledgedWritesThatAreShownAreFine() {
        acknowledge(new Write.Upsert(1, List.of(1L, 2L)));
        acknowledge(new Write.Mark(2, List.of(2L)));
        acknowledge(new Write.Delete(3, List.of(1L)));
        show(2, 1, 2);
        assertThat(history.settle(shown)).isEmpty();
        assertThat(history.acknowledged()).isEqualTo(3);
    }

    @Test
    void missingAcknowledgedWriteIsLost() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        assertViolations(Kind.LOST_WRITE);
    }

    @Test
    void olderVersionIsLost() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        acknowledge(new Write.Upsert(2, List.of(1L)));
        show(1, 1, 0);
        assertViolations(Kind.LOST_WRITE);
    }

    @Test
    void missingMarkIsLost() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        acknowledge(new Write.Mark(2, List.of(1L)));
        show(1, 1, 0);
        assertViolations(Kind.LOST_WRITE);
    }

    @Test
    void markOfAnEarlierVersionDoesNotOutliveAnUpsert() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        acknowledge(new Write.Mark(2, List.of(1L)));
        acknowledge(new Write.Upsert(3, List.of(1L)));
        show(1, 3, 2);
        assertViolations(Kind.LOST_WRITE);
    }

    @Test
    void acknowledgedDeleteThatComesBackIsResurrected() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        acknowledge(new Write.Delete(2, List.of(1L)));
        show(1, 1, 0);
        assertViolations(Kind.RESURRECTED);
    }

    @Test
    void pointThatWasNeverSentIsAPhantom() {
        show(7, 1, 0);
        assertViolations(Kind.PHANTOM);
    }

    @Test
    void versionThatWasNeverSentIsAPhantom() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        show(1, 5, 0);
        assertViolations(Kind.PHANTOM);
    }

    @Test
    void otherVectorIsWrong() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        shown.put(1L, new Observed(1, new PointState(1, 0), false, true));
        assertViolations(Kind.WRONG_VECTOR);
    }

    @Test
    void otherPayloadIsWrong() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        shown.put(1L, new Observed(1, new PointState(1, 0), true, false));
        assertViolations(Kind.WRONG_PAYLOAD);
    }

    @Test
    void writeWithoutAnswerMayBeAppliedOrNot() {
        acknowledge(new Write.Upsert(1, List.of(1L, 2L)));
        history.begin(new Write.Delete(2, List.of(1L)));
        history.begin(new Write.Upsert(3, List.of(2L)));
        show(1, 1, 0);
        show(2, 3, 0);
        assertThat(history.settle(shown)).isEmpty();
    }

    @Test
    void writeWithoutAnswerIsCertainOnceItWasSeen() {
        history.begin(new Write.Upsert(1, List.of(1L)));
        show(1, 1, 0);
        assertThat(history.settle(shown)).isEmpty();
        shown.clear();
        assertViolations(Kind.LOST_WRITE);
    }

    @Test
    void writeThatWasNotThereMustNotAppearLater() {
        history.begin(new Write.Upsert(1, List.of(1L)));
        assertThat(history.settle(shown)).isEmpty();
        show(1, 1, 0);
        assertViolations(Kind.RESURRECTED);
    }

    @Test
    void refusedWriteMustNotAppear() {
        Write write = new Write.Upsert(1, List.of(1L));
        history.begin(write);
        history.refuse(write);
        show(1, 1, 0);
        assertViolations(Kind.RESURRECTED);
    }

    @Test
    void halfOfABatchIsFound() {
        history.begin(new Write.Upsert(1, List.of(1L, 2L)));
        show(2, 1, 0);
        assertViolations(Kind.HALF_BATCH);
    }

    @Test
    void deleteOfAnAbsentPointIsNoHalfBatch() {
        acknowledge(new Write.Upsert(1, List.of(1L)));
        history.begin(new Write.Delete(2, List.of(1L, 2L)));
        show(1, 1, 0);
        assertThat(history.settle(shown)).isEmpty();
    }

    @Test
    void pointInDoubtTakesNoFurtherWrite() {
        history.begin(new Write.Upsert(1, List.of(1L)));
        assertThat(history.certain(1)).isEmpty();
        assertThatThrownBy(() -> history.begin(new Write.Delete(2, List.of(1L))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("number 1");
    }

    private void acknowledge(Write write) {
        history.begin(write);
        history.acknowledge(write);
    }

    private void show(long id, long version, long mark) {
        shown.put(id, new Observed(id, new PointState(version, mark), true, true));
    }

    private void assertViolations(Kind kind) {
        assertThat(history.settle(shown)).extracting(Violation::kind).containsExactly(kind);
    }
}
