package io.digi.stack.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// The load of one cycle: several clients, each in a thread of its own.
final class WriteLoad implements AutoCloseable {
    private static final long JOIN_MILLIS_MAX = 60_000;

    private final IntentLog log;
    private final List<WriteClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private WriteLoad(IntentLog log) {
        this.log = log;
    }

    /// How much is written, by whom.
    record Shape(int clients, int idsPerClient) {
        /// The points of one client: no other writes to them.
        List<Long> ids(int client) {
            return LongStream.range(0, idsPerClient)
                    .map(i -> 1 + client + i * clients)
                    .boxed()
                    .toList();
        }
    }

    /// Starts writing. The log is closed with the load.
    static WriteLoad start(
            Shape shape,
            WriteHistory history,
            PointClient client,
            Path logFile,
            AtomicLong numbers,
            long seed)
            throws IOException {
        WriteLoad load = new WriteLoad(new IntentLog(logFile));
        for (int i = 0; i < shape.clients(); i++) {
            Random random = new Random(seed * 1_000_003 + i);
            WriteClient writer =
                    new WriteClient(history, client, load.log, numbers, shape.ids(i), random);
            load.clients.add(writer);
            load.threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(writer));
        }
        return load;
    }

    /// Lets no client send a further request.
    void stop() {
        clients.forEach(WriteClient::stop);
    }

    /// Waits for the clients of a server that is dead, and closes the load.
    @Override
    public void close() throws IOException {
        stop();
        try {
            for (Thread thread : threads) {
                thread.join(JOIN_MILLIS_MAX);
                if (thread.isAlive()) {
                    throw new CrashException("a client of the load does not end");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            log.close();
        }
        for (WriteClient writer : clients) {
            writer.complaint()
                    .ifPresent(text -> {
                        throw new CrashException(text);
                    });
        }
    }
}
