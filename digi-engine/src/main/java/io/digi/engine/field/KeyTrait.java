package io.digi.engine.field;

import io.digi.model.payload.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What an index knows of the values that a point has at its key, besides those it holds. With
/// these it answers what its own values cannot, and never misses a point for a value of a type it
/// does not hold.
enum KeyTrait {
    /// A value that is neither null nor an empty array.
    NON_EMPTY_VALUE(1),
    /// A value that is null or an empty array.
    EMPTY_VALUE(2),
    /// A value that is null.
    NULL_VALUE(3),
    /// A value that is null or an array with a null in it.
    NULL_LEAF(4),
    /// Values, each of them null or an array with a null in it.
    NULL_LEAVES_ONLY(5),
    /// A leaf of this type, as the following ones.
    TEXT(6),
    INT(7),
    REAL(8),
    BOOL(9),
    ARRAY(10),
    STRUCT(11),
    /// More than one of the values that the index holds.
    SEVERAL(12),
    /// A leaf of the type that the index holds which gave it no value, such as a string that is no
    /// UUID.
    UNFIT(13),
    /// A value that the index holds. Only of an index that does not hold every leaf of its type;
    /// with others the type says it.
    HELD(14);

    /// The types of leaves that are not null.
    static final Set<KeyTrait> LEAVES = Set.copyOf(EnumSet.range(TEXT, STRUCT));

    private static final List<KeyTrait> BY_CODE = List.of(values());

    /// How it stands in files: one more than its place here.
    private final int code;

    KeyTrait(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// The trait with a code from 1 to the number of traits.
    static KeyTrait ofCode(int code) {
        return BY_CODE.get(code - 1);
    }

    /// The traits that one value at the key gives, but for those that depend on the index or on
    /// other values.
    static EnumSet<KeyTrait> of(Value value) {
        EnumSet<KeyTrait> traits = EnumSet.noneOf(KeyTrait.class);
        List<Value> leaves =
                value instanceof Value.Array(List<Value> items) ? items : List.of(value);
        boolean isNull = value == Value.Null.NULL;
        traits.add(isNull || leaves.isEmpty() ? EMPTY_VALUE : NON_EMPTY_VALUE);
        if (isNull) {
            traits.add(NULL_VALUE);
        }
        for (Value leaf : leaves) {
            traits.add(ofLeaf(leaf));
        }
        return traits;
    }

    static KeyTrait ofLeaf(Value leaf) {
        return switch (leaf) {
            case Value.Null _ -> NULL_LEAF;
            case Value.Text _ -> TEXT;
            case Value.Int _ -> INT;
            case Value.Real _ -> REAL;
            case Value.Bool _ -> BOOL;
            case Value.Array _ -> ARRAY;
            case Value.Struct _ -> STRUCT;
        };
    }
}
