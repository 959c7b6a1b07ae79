package io.digi.engine.embedded;

import io.digi.model.engine.Call;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for what other threads do, never for ever.
///
/// @param patience how long to wait where the call has no deadline
record Waiting(Duration patience) {
    <T> T await(Call call, String operation, CompletableFuture<T> outcome) {
        Duration most = call.deadline().remaining(patience);
        try {
            return outcome.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DigiException(new Problem.DeadlineExceeded(operation), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DigiException(new Problem.Cancelled(operation), e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static DigiException unwrapped(ExecutionException e) {
        return e.getCause() instanceof DigiException known
                ? new DigiException(known.problem(), known)
                : new DigiException(new Problem.Internal(String.valueOf(e.getCause())), e);
    }
}
