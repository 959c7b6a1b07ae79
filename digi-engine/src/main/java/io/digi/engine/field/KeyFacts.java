package io.digi.engine.field;

import io.digi.engine.payload.PayloadPaths;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What one payload has at the key of an index: its traits, and the values that the index holds.
record KeyFacts<K>(Set<KeyTrait> traits, Set<K> values) {
    /// The facts of `payload`; `held` picks the leaves that the index holds.
    static <K> KeyFacts<K> of(Payload payload, JsonPath key, Function<Value, Optional<K>> held) {
        EnumSet<KeyTrait> traits = EnumSet.noneOf(KeyTrait.class);
        List<Value> values = PayloadPaths.valuesAt(payload.fields(), key);
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
                payload.fields(), key, leaf -> held.apply(leaf).ifPresent(kept::add));
        if (kept.size() > 1) {
            traits.add(KeyTrait.SEVERAL);
        }
        return new KeyFacts<>(traits, kept);
    }
}
