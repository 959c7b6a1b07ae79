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
            case KEYWORD -> new PayloadIndexConfig.Keyword(false, random.nextBoolean());
            case INTEGER -> integer(random);
            case FLOAT -> new PayloadIndexConfig.Real(false, random.nextBoolean());
            case GEO -> new PayloadIndexConfig.Geo(random.nextBoolean());
            case TEXT -> text(random);
            case BOOL -> new PayloadIndexConfig.Bool(random.nextBoolean());
            case DATETIME -> new PayloadIndexConfig.DateTime(false, random.nextBoolean());
            case UUID -> new PayloadIndexConfig.Uuid(false, random.nextBoolean());
        };
    }

    private static PayloadIndexConfig integer(Random random) {
        boolean lookup = random.nextBoolean();
        boolean range = !lookup || random.nextBoolean();
        return new PayloadIndexConfig.Int(lookup, range, false, random.nextBoolean());
    }

    private static PayloadIndexConfig text(Random random) {
        Tokenizer[] tokenizers = Tokenizer.values();
        return new PayloadIndexConfig.Text(
                tokenizers[random.nextInt(tokenizers.length)],
                random.nextBoolean(),
                length(random),
                length(random),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private static OptionalInt length(Random random) {
        return random.nextInt(3) > 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(5));
    }
}
