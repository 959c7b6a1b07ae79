package io.digi.engine.field;

import io.digi.engine.payload.PayloadPaths;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one payload has at the key of an index: its traits, and the values that the index holds.
record KeyFacts<K>(Set<KeyTrait> traits, Set<K> values) {
    /// The facts of `payload` for an index of this kind and key.
    static <K extends Comparable<K>> KeyFacts<K> of(Payload payload, PostingIndex<K> index) {
        EnumSet<KeyTrait> traits = EnumSet.noneOf(KeyTrait.class);
        List<Value> values = PayloadPaths.valuesAt(payload.fields(), index.key());
        boolean allHaveNulls = !values.isEmpty();
        for (Value value : values) {
            EnumSet<KeyTrait> some = KeyTrait.of(value);
            allHaveNulls &= some.contains(KeyTrait.NULL_LEAF);
            traits.addAll(some);
        }
        if (allHaveNulls) {
            traits.add(KeyTrait.NULL_LEAVES_ONLY);
        }
        Set<K> kept = new HashSet<>();
        PayloadPaths.forEachLeaf(
                payload.fields(),
                index.key(),
                leaf -> {
                    if (index.types().contains(KeyTrait.ofLeaf(leaf))) {
                        List<K> held = index.valuesOf(leaf);
                        kept.addAll(held);
                        if (held.isEmpty()) {
                            traits.add(KeyTrait.UNFIT);
                        }
                    }
                });
        if (kept.size() > 1) {
            traits.add(KeyTrait.SEVERAL);
        }
        if (!kept.isEmpty() && !index.holdsWholeTypes()) {
            traits.add(KeyTrait.HELD);
        }
        return new KeyFacts<>(traits, kept);
    }
}
