package io.digi.engine.trial;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.config.Tokenizer;
import java.util.OptionalInt;
import java.util.Random;

/// Payload indexes of every kind.
public final class RandomIndexes {
    private RandomIndexes() {}

    public static PayloadIndexConfig config(Random random) {
        PayloadIndexKind[] kinds = PayloadIndexKind.values();
        return switch (kinds[random.nextInt(kinds.length)]) {
            case KEYWORD -> PayloadIndexConfig.keyword();
            case INTEGER -> integer(random);
            case FLOAT -> PayloadIndexConfig.of(PayloadIndexKind.FLOAT);
            case GEO -> PayloadIndexConfig.of(PayloadIndexKind.GEO);
            case TEXT -> text(random);
            case BOOL -> PayloadIndexConfig.of(PayloadIndexKind.BOOL);
            case DATETIME -> PayloadIndexConfig.of(PayloadIndexKind.DATETIME);
            case UUID -> PayloadIndexConfig.of(PayloadIndexKind.UUID);
        };
    }

    private static PayloadIndexConfig integer(Random random) {
        boolean lookup = random.nextBoolean();
        boolean range = !lookup || random.nextBoolean();
        return new PayloadIndexConfig.Int(lookup, range, false, false);
    }

    private static PayloadIndexConfig text(Random random) {
        Tokenizer[] tokenizers = Tokenizer.values();
        return new PayloadIndexConfig.Text(
                tokenizers[random.nextInt(tokenizers.length)],
                random.nextBoolean(),
                length(random),
                length(random),
                random.nextBoolean(),
                false);
    }

    private static OptionalInt length(Random random) {
        return random.nextInt(3) > 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(5));
    }
}
