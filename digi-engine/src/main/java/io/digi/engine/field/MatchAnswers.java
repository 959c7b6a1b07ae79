package io.digi.engine.field;

import io.digi.engine.slot.SlotSet;
import io.digi.model.filter.FieldTest.Scalar;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// How an index answers matches of several values.
final class MatchAnswers<K extends Comparable<K>> {
    /// The most values looked through to decide a [FieldTest.MatchExcept] for slots with several.
    private static final int VALUES_VISITED_MAX = 1_000;

    private final PostingIndex<K> index;

    MatchAnswers(PostingIndex<K> index) {
        this.index = index;
    }

    /// The slots with a leaf that equals the scalar.
    SlotBounds one(Scalar scalar) {
        KeyTrait type = type(scalar);
        if (!index.types().contains(type) || !index.servesLookup()) {
            return SlotBounds.atMost(index.slots(type));
        }
        return index.valueOf(scalar)
                .map(value -> SlotBounds.exactly(index.values().get(value)))
                .orElseGet(() -> SlotBounds.atMost(index.slots(KeyTrait.UNFIT)));
    }

    SlotBounds any(Set<Scalar> scalars) {
        SlotBounds any = SlotBounds.exactly(SlotSet.empty());
        for (Scalar scalar : scalars) {
            any = any.or(index.lookup(scalar));
        }
        return any;
    }

    SlotBounds except(Set<Scalar> scalars) {
        Set<KeyTrait> excepted = types(scalars);
        SlotBounds answer = SlotBounds.exactly(SlotSet.empty());
        for (KeyTrait type : KeyTrait.LEAVES) {
            if (!excepted.contains(type)) {
                answer = answer.or(SlotBounds.exactly(index.slots(type)));
            } else if (!index.types().contains(type) || !index.servesLookup()) {
                answer = answer.or(SlotBounds.atMost(index.slots(type)));
            } else {
                answer = answer.or(holdingOtherThan(scalars)).or(unfitOtherThan(scalars));
            }
        }
        return answer;
    }

    /// The slots with a leaf of the types that is not in the index and is none of these.
    private SlotBounds unfitOtherThan(Set<Scalar> scalars) {
        boolean mayBeOne =
                scalars.stream()
                        .anyMatch(
                                s -> index.types().contains(type(s)) && index.valueOf(s).isEmpty());
        SlotSet unfit = index.slots(KeyTrait.UNFIT);
        return mayBeOne ? SlotBounds.atMost(unfit) : SlotBounds.exactly(unfit);
    }

    /// The slots with a value of the index that is none of these.
    private SlotBounds holdingOtherThan(Set<Scalar> scalars) {
        SlotSet holding = holding(scalars);
        SlotSet certain = index.indexed().andNot(holding);
        Set<K> excepted =
                scalars.stream()
                        .flatMap(s -> index.valueOf(s).stream())
                        .collect(Collectors.toSet());
        // A slot with one of these values passes if it has another one besides.
        SlotSet[] found = {certain};
        SlotSet[] open = {holding.and(index.slots(KeyTrait.SEVERAL))};
        int[] visitsLeft = {VALUES_VISITED_MAX};
        index.values()
                .forEachWhile((value, slots) -> {
                    if (open[0].isEmpty() || visitsLeft[0]-- == 0) {
                        return false;
                    }
                    if (!excepted.contains(value)) {
                        found[0] = found[0].or(open[0].and(slots));
                        open[0] = open[0].andNot(slots);
                    }
                    return true;
                });
        return visitsLeft[0] >= 0
                ? SlotBounds.exactly(found[0])
                : new SlotBounds(found[0], found[0].or(open[0]));
    }

    private SlotSet holding(Set<Scalar> scalars) {
        SlotSet slots = SlotSet.empty();
        for (Scalar scalar : scalars) {
            slots =
                    slots.or(
                            index.valueOf(scalar).map(index.values()::get).orElse(SlotSet.empty()));
        }
        return slots;
    }

    private static Set<KeyTrait> types(Set<Scalar> scalars) {
        Set<KeyTrait> types = EnumSet.noneOf(KeyTrait.class);
        scalars.forEach(scalar -> types.add(type(scalar)));
        return types;
    }

    private static KeyTrait type(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Text _ -> KeyTrait.TEXT;
            case Scalar.Int _ -> KeyTrait.INT;
            case Scalar.Bool _ -> KeyTrait.BOOL;
        };
    }
}
