package io.digi.cli.demo;

import io.digi.cli.client.Knowledge;
import io.digi.cli.client.Pause;
import io.digi.cli.client.RestClient;
import io.digi.cli.terminal.Terminal;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.inference.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/// The demo from start to end. Closing stops what it started and removes what it left; another
/// thread may close it, at any time.
public final class Demo implements AutoCloseable {
    private static final CollectionName COLLECTION = new CollectionName("digi_knowledge");

    /// What the user chose.
    ///
    /// @param directory for the data; absent: a temporary one
    /// @param port absent: the first free pair
    /// @param keep whether it is left running, with a state file
    public record Choices(Optional<Path> directory, OptionalInt port, boolean keep) {}

    private final Choices choices;
    private final ServerStart start;
    private final StateFile stateFile;
    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final Samples samples = Samples.load();
    private final long pid = ProcessHandle.current().pid();

    /// What is to be closed, the last first. Guarded by this.
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private boolean closed;

    public Demo(
            Choices choices,
            ServerStart start,
            StateFile stateFile,
            Terminal terminal,
            LongSupplier nanoTime) {
        this.choices = choices;
        this.start = start;
        this.stateFile = stateFile;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /// Runs it, once; the server goes on until closed. Returns whether tenants were kept apart.
    public boolean run() throws IOException {
        RestClient rest = open(new RestClient(Pause.REAL));
        if (choices.keep()) {
            requireNoOther(rest);
        }
        Stopwatch whole = Stopwatch.start(nanoTime);
        Pages pages = new Pages(terminal, choices);
        pages.title(samples);
        DemoKeys keys = DemoKeys.random(new SecureRandom(), samples.tenantNames());
        ModelLoading loading = open(ModelLoading.start(nanoTime));
        Stopwatch watch = Stopwatch.start(nanoTime);
        DemoServer server = open(startServer(keys));
        DemoState state = new DemoState(server.url(), COLLECTION, pid, keys);
        pages.started(watch.seconds(), server);
        Embedder embedder = loading.embedder();
        pages.modelLoaded(loading.seconds(), embedder);
        Tour tour = new Tour(rest, state, embedder, terminal, nanoTime);
        boolean apart = tour.run(samples);
        pages.summary(tour.summary(), whole.seconds());
        if (choices.keep()) {
            stateFile.write(state);
            open(() -> stateFile.remove(pid));
        }
        pages.nextSteps(state, stateFile, server);
        return apart;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        IOException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                failure = e instanceof IOException io ? io : new IOException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private DemoServer startServer(DemoKeys keys) throws IOException {
        return DemoServer.start(start, choices.directory(), choices.port(), Ports.DEFAULT, keys);
    }

    private void requireNoOther(RestClient rest) throws IOException {
        Optional<DemoState> other = stateFile.read();
        if (other.isPresent() && answers(rest, other.get())) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "a demo is running already, at %s (process %d): ask it, or stop it first"
                                    .formatted(other.get().url(), other.get().pid())));
        }
    }

    private static boolean answers(RestClient rest, DemoState state) {
        try {
            return new Knowledge(rest, state.administrator(), state.collection())
                    .describe()
                    .succeeded();
        } catch (DigiException e) {
            return false;
        }
    }

    private synchronized <T extends AutoCloseable> T open(T resource) throws IOException {
        opened.push(resource);
        if (closed) {
            close();
            throw new DigiException(new Problem.Cancelled("the demo"));
        }
        return resource;
    }
}
