package io.digi.bench.rest;

import io.digi.bench.report.BenchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients that send one request after the other, each over a connection of its own, until there
/// are no more or the time is over. A client that is told to come again later does.
public final class Clients {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RETRIES_MAX = 3000;
    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();

    private final Endpoint endpoint;
    private final Load load;
    private final Requests requests;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();

    private Clients(Endpoint endpoint, Load load, Requests requests) {
        this.endpoint = endpoint;
        this.load = load;
        this.requests = requests;
    }

    /// How many clients send how much, and for how long at most.
    public record Load(int clients, long count, Duration time) {
        public static Load of(int clients, long count) {
            return new Load(clients, count, Duration.ofDays(1));
        }

        public static Load during(int clients, Duration time) {
            return new Load(clients, Long.MAX_VALUE, time);
        }
    }

    /// What is sent. Called by all clients at once; the time that it takes is not the request's.
    public interface Requests {
        Request request(long number) throws IOException;

        /// Takes the answer, whose status is 2xx.
        default void answered(long number, Answer answer) {}
    }

    /// Runs until all is answered. Throws on any status but 2xx and 429.
    public static Measured run(Endpoint endpoint, Load load, Requests requests)
            throws IOException, InterruptedException {
        return new Clients(endpoint, load, requests).measure();
    }

    /// As [#run(Endpoint, Load, Requests)], on a server on this machine.
    public static Measured run(int port, Load load, Requests requests)
            throws IOException, InterruptedException {
        return run(Endpoint.local(port), load, requests);
    }

    private Measured measure() throws IOException, InterruptedException {
        List<Future<Latencies>> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(load.clients())) {
            long begin = System.nanoTime();
            for (int client = 0; client < load.clients(); client++) {
                parts.add(threads.submit(() -> client(begin + load.time().toNanos())));
            }
            List<Latencies> done = new ArrayList<>();
            for (Future<Latencies> part : parts) {
                done.add(part.get());
            }
            long nanos = System.nanoTime() - begin;
            return new Measured(Latencies.together(done), nanos, retries.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private Latencies client(long end) throws IOException {
        Latencies times = new Latencies();
        Connection connection = Connection.to(endpoint);
        boolean well = false;
        try {
            long number = next.getAndIncrement();
            while (number < load.count() && System.nanoTime() < end && !failed.get()) {
                Request request = requests.request(number);
                long begin = System.nanoTime();
                Answer answer = connection.send(request);
                for (int tries = 0; again(answer, tries); tries++) {
                    LockSupport.parkNanos(RETRY_NANOS);
                    connection = connection.usable();
                    answer = connection.send(request);
                }
                times.add(System.nanoTime() - begin);
                requests.answered(number, answer.requireOk(request));
                connection = connection.usable();
                number = next.getAndIncrement();
            }
            well = true;
            return times;
        } finally {
            failed.compareAndSet(false, !well);
            connection.close();
        }
    }

    private boolean again(Answer answer, int tries) throws BenchException {
        if (answer.status() != TOO_MANY_REQUESTS) {
            return false;
        }
        if (tries == RETRIES_MAX) {
            throw new BenchException("the server refused for too long: " + answer.text());
        }
        retries.incrementAndGet();
        return true;
    }
}
