package io.digi.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A sentence model in ONNX Runtime: pieces in, one vector of unit length out.
///
/// The vector is the mean of the network's last hidden states over all pieces, scaled to length 1,
/// as in the model's training. A text goes through the network alone, unpadded: its attention mask
/// is all ones.
///
/// May be run by several threads at once; each run computes on its caller's thread only. Native
/// memory is the model's (about the size of its file) and, for each concurrent run, that of one
/// text. Must not be closed while a run is under way.
final class SentenceModel implements AutoCloseable {
    private static final String OUTPUT = "last_hidden_state";
    private static final String REMEDY =
            "expected its library for this operating system and processor in its jar, and a"
                    + " directory for temporary files whose mount allows execution (no noexec)";

    private final String model;
    private final int dimension;
    private final OrtEnvironment runtime;
    private final OrtSession session;

    private SentenceModel(String model, int dimension, OrtEnvironment runtime, OrtSession session) {
        this.model = model;
        this.dimension = dimension;
        this.runtime = runtime;
        this.session = session;
    }

    /// Loads a model from the bytes of its file, which are copied. `scratch` is a directory for
    /// temporary files that may be executed; none is left there.
    static SentenceModel load(String model, int dimension, byte[] onnx, Path scratch) {
        OrtEnvironment runtime = runtime(model, scratch);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // It would keep a plan for each length of text.
            options.setMemoryPatternOptimization(false);
            OrtSession session = runtime.createSession(onnx, options);
            return new SentenceModel(model, dimension, runtime, session);
        } catch (OrtException e) {
            throw new DigiException(
                    new Problem.NotSupported(
                            "model \"%s\": ONNX Runtime refuses its file: %s; use it as published"
                                    .formatted(model, e.getMessage())),
                    e);
        }
    }

    /// Returns the vector of a text. Shapes: `pieces [pieceCount]`, the result `[dimension]`.
    float[] vector(long[] pieces) {
        long[] attention = new long[pieces.length];
        Arrays.fill(attention, 1);
        try (OnnxTensor ids = tensor(pieces);
                OnnxTensor mask = tensor(attention);
                OnnxTensor types = tensor(new long[pieces.length]);
                OrtSession.Result result = run(ids, mask, types)) {
            FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
            return unitMean(hiddenStates(states, pieces.length), dimension);
        } catch (OrtException | ArithmeticException e) {
            throw failure("failed on %d pieces".formatted(pieces.length), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failure("cannot be closed", e);
        }
    }

    /// The mean of the rows, scaled to length 1. Shape: `rows [rowCount × dimension]` row-major.
    /// Throws [ArithmeticException] if that is not possible: all zero, or not all finite.
    static float[] unitMean(float[] rows, int dimension) {
        float[] sum = new float[dimension];
        for (int row = 0; row < rows.length; row += dimension) {
            for (int i = 0; i < dimension; i++) {
                sum[i] += rows[row + i];
            }
        }
        double squares = 0;
        for (float component : sum) {
            squares += (double) component * component;
        }
        if (!(squares > 0 && Double.isFinite(squares))) {
            throw new ArithmeticException("expected a direction, hidden states have none");
        }
        // A sum has the direction of its mean; all that is left to do is the length.
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < dimension; i++) {
            sum[i] *= scale;
        }
        return sum;
    }

    private OrtSession.Result run(OnnxTensor ids, OnnxTensor mask, OnnxTensor types)
            throws OrtException {
        return session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types),
                Set.of(OUTPUT));
    }

    /// Shape: `[1 × values.length]`.
    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                runtime, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private float[] hiddenStates(FloatBuffer states, int pieceCount) {
        int expected = pieceCount * dimension;
        if (states.remaining() != expected) {
            throw failure(
                    "%d values for %d pieces of dimension %d, expected %d"
                            .formatted(states.remaining(), pieceCount, dimension, expected),
                    null);
        }
        float[] rows = new float[expected];
        states.get(rows);
        return rows;
    }

    private DigiException failure(String what, @Nullable Throwable cause) {
        return new DigiException(
                new Problem.Internal("model \"%s\" %s".formatted(model, what)), cause);
    }

    private static OrtEnvironment runtime(String model, Path scratch) {
        try {
            return NativeRuntime.start(scratch);
        } catch (LinkageError | IOException | OrtException e) {
            throw new DigiException(
                    new Problem.NotSupported(
                            "model \"%s\": ONNX Runtime does not start on this machine: %s; %s"
                                    .formatted(model, rootOf(e), REMEDY)),
                    e);
        }
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            root = e;
        }
        return root;
    }
}
