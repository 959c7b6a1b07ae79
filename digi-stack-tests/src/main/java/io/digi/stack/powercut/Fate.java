package io.digi.stack.powercut;

import java.util.SplittableRandom;

/// Decides what survives of the unsynced changes of one file.
interface Fate {
    /// What happens to a change.
    enum Survival {
        LOST,
        TORN,
        KEPT
    }

    Survival ofChange();

    /// Of a torn change: whether the next sector survives.
    boolean sectorSurvives();

    /// The fate under a loss; `salt` makes it another one for each file.
    static Fate of(Loss loss, long salt) {
        return switch (loss) {
            case Loss.Everything _ -> new LoseAll();
            case Loss.RandomPart part ->
                    new LoseSome(new SplittableRandom(part.seed() * 31 + salt));
        };
    }

    /// Nothing survives.
    record LoseAll() implements Fate {
        @Override
        public Survival ofChange() {
            return Survival.LOST;
        }

        @Override
        public boolean sectorSurvives() {
            return false;
        }
    }

    /// A random part survives.
    record LoseSome(SplittableRandom random) implements Fate {
        @Override
        public Survival ofChange() {
            return switch (random.nextInt(3)) {
                case 0 -> Survival.LOST;
                case 1 -> Survival.TORN;
                default -> Survival.KEPT;
            };
        }

        @Override
        public boolean sectorSurvives() {
            return random.nextBoolean();
        }
    }
}
