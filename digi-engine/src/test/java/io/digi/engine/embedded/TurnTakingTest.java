package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TurnTakingTest {
    private final List<String> turns = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatIsShortDoesNotWaitForWhatIsLong() {
        CountDownLatch allAreThere = new CountDownLatch(1);
        try (TurnTaking work = new TurnTaking("test", /* threadCount= */ 1, /* begunMax= */ 9)) {
            work.add(() -> {
                IndexedTexts.await(allAreThere);
                return true;
            });
            work.add(new Counted("a", 3));
            work.add(new Counted("b", 2));
            work.add(new Counted("c", 1));
            allAreThere.countDown();
        }
        assertThat(turns).containsExactly("a", "b", "c", "a", "b", "a");
    }

    @Test
    void noMoreIsBegunAtATimeThanMayBe() {
        CountDownLatch allAreThere = new CountDownLatch(1);
        try (TurnTaking work = new TurnTaking("test", /* threadCount= */ 1, /* begunMax= */ 2)) {
            work.add(() -> {
                IndexedTexts.await(allAreThere);
                return true;
            });
            work.add(new Counted("a", 3));
            work.add(new Counted("b", 2));
            work.add(new Counted("c", 1));
            allAreThere.countDown();
        }
        assertThat(turns).containsExactly("a", "b", "a", "b", "c", "a");
    }

    @Test
    void whatComesAfterTheCloseHasItsTurnsAtOnce() {
        TurnTaking work = new TurnTaking("test", /* threadCount= */ 1, /* begunMax= */ 2);
        work.close();
        work.add(new Counted("a", 2));
        assertThat(turns).containsExactly("a", "a");
    }

    @Test
    void whatThrowsGivesItsPlaceBack() {
        try (TurnTaking work = new TurnTaking("test", /* threadCount= */ 1, /* begunMax= */ 1)) {
            work.add(() -> {
                throw new IllegalStateException("thrown by a test");
            });
            work.add(new Counted("a", 2));
            work.add(new Counted("b", 1));
        }
        assertThat(turns).containsExactly("a", "a", "b");
    }

    private final class Counted implements TurnTaking.Work {
        private final String name;
        private int left;

        Counted(String name, int left) {
            this.name = name;
            this.left = left;
        }

        @Override
        public boolean turn() {
            turns.add(name);
            return --left == 0;
        }
    }
}
