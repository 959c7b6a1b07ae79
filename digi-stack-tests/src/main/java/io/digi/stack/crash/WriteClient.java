package io.digi.stack.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// One client of the load: writes to points of its own, one request after the other, until it is
/// stopped or an answer stays away.
final class WriteClient implements Runnable {
    private static final int UPSERT_MAX = 16;
    private static final int CHANGE_MAX = 4;
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final long BACK_OFF_NANOS = 20_000_000;

    private final WriteHistory history;
    private final PointClient client;
    private final IntentLog log;
    private final AtomicLong numbers;
    private final List<Long> ids;
    private final Random random;
    private volatile boolean stopped;
    private volatile Optional<String> complaint = Optional.empty();

    WriteClient(
            WriteHistory history,
            PointClient client,
            IntentLog log,
            AtomicLong numbers,
            List<Long> ids,
            Random random) {
        this.history = history;
        this.client = client;
        this.log = log;
        this.numbers = numbers;
        this.ids = List.copyOf(ids);
        this.random = random;
    }

    /// Ends after the request under way.
    void stop() {
        stopped = true;
    }

    /// An answer that no load should cause.
    Optional<String> complaint() {
        return complaint;
    }

    @Override
    public void run() {
        try {
            boolean going = true;
            while (going && !stopped) {
                going = step();
            }
        } catch (IOException killed) {
            // The server died under the request: whether it was applied stays open.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends one write. False where the client must not go on.
    private boolean step() throws IOException, InterruptedException {
        Optional<Write> chosen = choose();
        if (chosen.isEmpty()) {
            return false;
        }
        Write write = chosen.get();
        boolean waits = random.nextBoolean();
        history.begin(write);
        log.send(write, waits);
        int status = client.write(write, waits);
        log.answer(write, status);
        switch (status) {
            case OK -> history.acknowledge(write);
            case TOO_MANY -> {
                history.refuse(write);
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
            default -> {
                // Open: a server that fails may still have applied it.
                if (status < 500) {
                    complaint = Optional.of("write %s: status %d".formatted(write, status));
                    return false;
                }
            }
        }
        return true;
    }

    private Optional<Write> choose() {
        int dice = random.nextInt(100);
        long number = numbers.incrementAndGet();
        if (dice < 40) {
            List<Long> present = pick(CHANGE_MAX, /* onlyPresent= */ true);
            if (!present.isEmpty()) {
                return Optional.of(
                        dice < 15
                                ? new Write.Delete(number, present)
                                : new Write.Mark(number, present));
            }
        }
        List<Long> some = pick(UPSERT_MAX, /* onlyPresent= */ false);
        return some.isEmpty() ? Optional.empty() : Optional.of(new Write.Upsert(number, some));
    }

    /// Up to `countMax` different points of certain state.
    private List<Long> pick(int countMax, boolean onlyPresent) {
        int count = 1 + random.nextInt(countMax);
        Set<Long> picked = new LinkedHashSet<>();
        for (int attempt = 0; attempt < 8 * countMax && picked.size() < count; attempt++) {
            long id = ids.get(random.nextInt(ids.size()));
            Optional<PointState> state = history.certain(id);
            if (state.isPresent() && (!onlyPresent || state.get().present())) {
                picked.add(id);
            }
        }
        return new ArrayList<>(picked);
    }
}
