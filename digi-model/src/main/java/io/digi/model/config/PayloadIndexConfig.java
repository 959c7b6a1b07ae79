package io.digi.model.config;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.util.List;
import java.util.OptionalInt;

/// An index over the values at one payload key: with it, answers come without reading payloads. Of
/// two kinds the answers themselves are others than without: [Uuid] and [Text].
///
/// `isTenant` and `isPrincipal` say what a key is mostly asked for; `onDisk`, that memory is dear;
/// `enableHnsw`, on unless it is said, that graphs may be made for its values.
public sealed interface PayloadIndexConfig {
    /// Exact strings.
    record Keyword(boolean isTenant, boolean onDisk, boolean enableHnsw)
            implements PayloadIndexConfig {
        public Keyword(boolean isTenant, boolean onDisk) {
            this(isTenant, onDisk, /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.KEYWORD;
        }
    }

    /// 64-bit integers; `lookup` serves matches, `range` serves ranges.
    record Int(
            boolean lookup, boolean range, boolean isPrincipal, boolean onDisk, boolean enableHnsw)
            implements PayloadIndexConfig {
        public Int {
            if (!lookup && !range) {
                throw new DigiException(
                        new Problem.Invalid(
                                List.of(
                                        new Violation(
                                                "",
                                                "the 'lookup' and 'range' capabilities can't be"
                                                        + " both disabled"))));
            }
        }

        public Int(boolean lookup, boolean range, boolean isPrincipal, boolean onDisk) {
            this(lookup, range, isPrincipal, onDisk, /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.INTEGER;
        }
    }

    /// Numbers of both kinds, in their exact order. Serves ranges.
    record Real(boolean isPrincipal, boolean onDisk, boolean enableHnsw)
            implements PayloadIndexConfig {
        public Real(boolean isPrincipal, boolean onDisk) {
            this(isPrincipal, onDisk, /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.FLOAT;
        }
    }

    /// Booleans.
    record Bool(boolean onDisk, boolean enableHnsw) implements PayloadIndexConfig {
        public Bool(boolean onDisk) {
            this(onDisk, /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.BOOL;
        }
    }

    /// Places: objects with `lon` and `lat`.
    record Geo(boolean onDisk, boolean enableHnsw) implements PayloadIndexConfig {
        public Geo(boolean onDisk) {
            this(onDisk, /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.GEO;
        }
    }

    /// Strings that are datetimes. Serves ranges of datetimes.
    record DateTime(boolean isPrincipal, boolean onDisk, boolean enableHnsw)
            implements PayloadIndexConfig {
        public DateTime(boolean isPrincipal, boolean onDisk) {
            this(isPrincipal, onDisk, /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.DATETIME;
        }
    }

    /// Strings that are UUIDs. With it, strings that write the same UUID are equal.
    record Uuid(boolean isTenant, boolean onDisk, boolean enableHnsw)
            implements PayloadIndexConfig {
        public Uuid(boolean isTenant, boolean onDisk) {
            this(isTenant, onDisk, /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.UUID;
        }
    }

    /// Tokens of strings. With it, matches of texts and phrases compare tokens in place of parts of
    /// strings.
    ///
    /// @param minTokenLength shorter tokens are left out; counted in characters, as the next
    /// @param maxTokenLength longer tokens are left out; of `PREFIX`, the longest beginning
    /// @param phraseMatching whether the index serves phrases of several tokens too
    record Text(
            Tokenizer tokenizer,
            boolean lowercase,
            OptionalInt minTokenLength,
            OptionalInt maxTokenLength,
            boolean phraseMatching,
            boolean onDisk,
            boolean enableHnsw)
            implements PayloadIndexConfig {
        public Text(
                Tokenizer tokenizer,
                boolean lowercase,
                OptionalInt minTokenLength,
                OptionalInt maxTokenLength,
                boolean phraseMatching,
                boolean onDisk) {
            this(
                    tokenizer,
                    lowercase,
                    minTokenLength,
                    maxTokenLength,
                    phraseMatching,
                    onDisk,
                    /* enableHnsw= */ true);
        }

        @Override
        public PayloadIndexKind kind() {
            return PayloadIndexKind.TEXT;
        }
    }

    PayloadIndexKind kind();

    /// Whether the index was asked to leave memory to others.
    boolean onDisk();

    /// Whether graphs may be made for values of the index.
    boolean enableHnsw();

    static PayloadIndexConfig keyword() {
        return new Keyword(/* isTenant= */ false, /* onDisk= */ false);
    }

    static PayloadIndexConfig integer() {
        return new Int(
                /* lookup= */ true,
                /* range= */ true,
                /* isPrincipal= */ false,
                /* onDisk= */ false);
    }

    /// Lower-case words.
    static PayloadIndexConfig text() {
        return new Text(
                Tokenizer.WORD,
                /* lowercase= */ true,
                OptionalInt.empty(),
                OptionalInt.empty(),
                /* phraseMatching= */ false,
                /* onDisk= */ false);
    }

    /// An index of a kind, as it is without any parameters.
    static PayloadIndexConfig of(PayloadIndexKind kind) {
        return switch (kind) {
            case KEYWORD -> keyword();
            case INTEGER -> integer();
            case FLOAT -> new Real(/* isPrincipal= */ false, /* onDisk= */ false);
            case GEO -> new Geo(/* onDisk= */ false);
            case TEXT -> text();
            case BOOL -> new Bool(/* onDisk= */ false);
            case DATETIME -> new DateTime(/* isPrincipal= */ false, /* onDisk= */ false);
            case UUID -> new Uuid(/* isTenant= */ false, /* onDisk= */ false);
        };
    }
}
