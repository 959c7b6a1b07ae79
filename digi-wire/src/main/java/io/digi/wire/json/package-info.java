/// Qdrant's JSON (API level 1.18) to the nouns of Digi and back, by streaming: vectors go straight
/// into float arrays, and nothing but payloads becomes a tree.
@NullMarked
package io.digi.wire.json;

import org.jspecify.annotations.NullMarked;
