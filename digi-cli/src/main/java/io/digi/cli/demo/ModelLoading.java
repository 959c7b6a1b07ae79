package io.digi.cli.demo;

import io.digi.cli.load.LocalModel;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.inference.Embedder;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/// The sentence model, being loaded while the server starts.
final class ModelLoading implements AutoCloseable {
    private record Loaded(Embedder embedder, double seconds) {}

    private final FutureTask<Loaded> task;

    private ModelLoading(FutureTask<Loaded> task) {
        this.task = task;
    }

    static ModelLoading start(LongSupplier nanoTime) {
        FutureTask<Loaded> task =
                new FutureTask<>(() -> {
                    Stopwatch watch = Stopwatch.start(nanoTime);
                    Embedder embedder = LocalModel.load();
                    return new Loaded(embedder, watch.seconds());
                });
        Thread.ofPlatform().daemon().name("digi-model").start(task);
        return new ModelLoading(task);
    }

    /// Waits for it.
    Embedder embedder() throws IOException {
        return loaded().embedder();
    }

    double seconds() throws IOException {
        return loaded().seconds();
    }

    /// Waits for it too, so that no file of it is left behind.
    @Override
    public void close() throws IOException {
        loaded().embedder().close();
    }

    private Loaded loaded() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DigiException(new Problem.Cancelled("loading the model"), e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case DigiException problem -> throw problem;
                case IOException io -> throw io;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
