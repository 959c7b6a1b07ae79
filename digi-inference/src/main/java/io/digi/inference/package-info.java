/// Text to vectors on this machine, in this process, without a network.
///
/// [SentenceEmbedder] is the door: a sentence model run by ONNX Runtime. Before it stands BERT's
/// tokenizer, written here so that nothing but the model itself runs as native code: a text is
/// split into words ([WordSplitter]), a word into pieces of the model's vocabulary
/// ([WordPieceTokenizer]), and the pieces go through the network ([SentenceModel]).
@NullMarked
package io.digi.inference;

import org.jspecify.annotations.NullMarked;
