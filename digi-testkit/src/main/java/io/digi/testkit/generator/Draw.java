package io.digi.testkit.generator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// A source of random choices; the same seed makes the same ones. Not thread-safe.
public final class Draw {
    private final SplittableRandom random;

    public Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    /// From 0 to `bound` - 1.
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// From `least` to `most`.
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /// From -1 to 1.
    public double unit() {
        return random.nextDouble(-1, 1);
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    public <T> T one(List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }

    /// One of the choices, each as likely as the others; the others are not made.
    @SafeVarargs
    public final <T> T choice(Supplier<? extends T>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    public <T> Optional<T> maybe(int percent, Supplier<T> value) {
        return chance(percent) ? Optional.of(value.get()) : Optional.empty();
    }

    public <T> List<T> several(int least, int most, Supplier<? extends T> element) {
        int count = between(least, most);
        List<T> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            drawn.add(element.get());
        }
        return drawn;
    }

    /// A part of the pool, in its order.
    public <T> List<T> some(int percent, Collection<T> pool) {
        return pool.stream().filter(_ -> chance(percent)).toList();
    }
}
