package io.digi.model.inference;

import io.digi.model.vector.DenseVector;
import java.util.List;

/// A model that turns texts into dense vectors of one fixed dimension.
///
/// The vector of a text depends on that text alone: not on the other texts of the call, on their
/// order, or on what was embedded before. So a text that is stored today and asked for tomorrow
/// meets its own vector.
///
/// May be used by any number of threads at once. The one who opened an embedder closes it.
public interface Embedder extends AutoCloseable {

    /// The name under which requests ask for this model, such as
    /// `sentence-transformers/all-MiniLM-L6-v2`.
    String model();

    /// How many elements each vector has.
    int dimension();

    /// Returns one vector for each text, in the order of the texts. The call does not answer to
    /// interruption: whoever has a deadline passes short lists.
    ///
    /// Throws [Problem.Unavailable] if the embedder is closed, [Problem.Internal] if the model
    /// fails.
    List<DenseVector> embed(List<String> texts);

    /// Frees the model, after the texts being worked on at this moment. Closing again does nothing.
    @Override
    void close();
}
