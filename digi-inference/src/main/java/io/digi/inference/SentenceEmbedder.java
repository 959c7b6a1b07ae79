package io.digi.inference;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.model.inference.Embedder;
import io.digi.model.vector.DenseVector;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/// The sentence model all-MiniLM-L6-v2 with 8-bit weights: 384 dimensions, unit length, English.
///
/// It sees the first 256 pieces of a text, about 200 words; what follows has no influence. The
/// empty text has a vector too.
///
/// **Each text goes through the network alone.** The model's 8-bit layers choose their scale from
/// the extreme activations of a whole batch, so in a batch the vector of a text depends on its
/// neighbours and on its padding: cosines down to 0.98 between two embeddings of the same text,
/// where a search must find the very text it is given. Nor is much gained by a batch, as on short
/// texts these layers take about as long per text either way. So parallelism is over texts: a call
/// uses up to `threads` threads, its own among them, and all calls together no more than that.
///
/// Memory: about 60 MB off heap for the model and 10 MB for each thread, 3 MB of heap for the
/// vocabulary; none of it grows with the number or the length of texts. Loading needs another 50 MB
/// of heap for a moment. No file stays open, and no socket is ever opened.
public final class SentenceEmbedder implements Embedder {
    private static final String MODEL = "sentence-transformers/all-MiniLM-L6-v2";
    private static final int DIMENSION = 384;

    /// As in the model's own configuration. Its tokenizer file says 128, which is a default of the
    /// export and half of what the model can use.
    private static final int PIECE_COUNT_MAX = 256;

    private static final ModelFile NETWORK = new ModelFile(MODEL, "/all-minilm-l6-v2-q.onnx");
    private static final ModelFile TOKENIZER =
            new ModelFile(MODEL, "/all-minilm-l6-v2-q-tokenizer.json");

    private final WordPieceTokenizer tokenizer;
    private final SentenceModel network;
    private final Lanes lanes;

    /// Guarded by `lanes`: written exclusively, read by items.
    private boolean closed;

    private SentenceEmbedder(WordPieceTokenizer tokenizer, SentenceModel network, Lanes lanes) {
        this.tokenizer = tokenizer;
        this.network = network;
        this.lanes = lanes;
    }

    /// Loads the model from the class path, which takes about a second and is complete on return.
    /// `threads` is how many texts may be embedded at the same time. `scratch` is an existing
    /// directory for temporary files that may be executed; they are gone on return.
    ///
    /// Throws [Problem.NotSupported] if the model's files are not on the class path, or ONNX
    /// Runtime does not run on this machine or from `scratch`.
    public static SentenceEmbedder load(int threads, Path scratch) {
        if (threads < 1) {
            throw new DigiException(
                    new Problem.Invalid(
                            List.of(
                                    new Violation(
                                            "threads", "must be at least 1, is " + threads))));
        }
        Vocabulary vocabulary = vocabulary();
        SentenceModel network = SentenceModel.load(MODEL, DIMENSION, NETWORK.bytes(), scratch);
        return new SentenceEmbedder(
                new WordPieceTokenizer(vocabulary, PIECE_COUNT_MAX),
                network,
                new Lanes(threads, "embed-"));
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public List<DenseVector> embed(List<String> texts) {
        List<String> given = List.copyOf(texts);
        DenseVector[] vectors = new DenseVector[given.size()];
        lanes.forEach(given.size(), i -> vectors[i] = vector(given.get(i)));
        return List.of(vectors);
    }

    @Override
    public void close() {
        lanes.exclusively(() -> {
            if (!closed) {
                closed = true;
                network.close();
            }
        });
        lanes.close();
    }

    private DenseVector vector(String text) {
        if (closed) {
            throw new DigiException(
                    new Problem.Unavailable("model \"%s\" is closed".formatted(MODEL)));
        }
        return new DenseVector(network.vector(tokenizer.pieces(text)));
    }

    private static Vocabulary vocabulary() {
        try {
            return Vocabulary.read(new ByteArrayInputStream(TOKENIZER.bytes()));
        } catch (IllegalArgumentException | JacksonException e) {
            throw new DigiException(TOKENIZER.problem("is not as published: " + e.getMessage()), e);
        }
    }
}
