package io.digi.server.http;

import io.digi.server.work.BodyBudget;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A body as it arrives: no larger than allowed, within the budget of all bodies, and not slower
/// than a least rate, so that nobody holds a thread by sending next to nothing.
final class BodyStream extends FilterInputStream {
    private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long RATE_MIN_BYTES_PER_SECOND = 4 << 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long sizeMaxBytes;
    private final BodyBudget budget;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private long readBytes;

    BodyStream(InputStream body, long sizeMaxBytes, BodyBudget budget, LongSupplier nanoClock) {
        super(body);
        this.sizeMaxBytes = sizeMaxBytes;
        this.budget = budget;
        this.nanoClock = nanoClock;
        startNanos = nanoClock.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            count(count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return super.skip(0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// What to give back to the budget once the request is done.
    long readBytes() {
        return readBytes;
    }

    private void count(int bytes) {
        if (readBytes + bytes > sizeMaxBytes) {
            throw new RequestRefused(
                    400, "JSON payload has exceeded limit (%d bytes).".formatted(sizeMaxBytes));
        }
        budget.take(bytes);
        readBytes += bytes;
        long elapsedNanos = nanoClock.getAsLong() - startNanos;
        if (elapsedNanos > GRACE_NANOS
                && readBytes < RATE_MIN_BYTES_PER_SECOND * (elapsedNanos / NANOS_PER_SECOND)) {
            throw new RequestRefused(
                    408,
                    "Timeout: the body arrives at less than %d bytes per second"
                            .formatted(RATE_MIN_BYTES_PER_SECOND));
        }
    }
}
