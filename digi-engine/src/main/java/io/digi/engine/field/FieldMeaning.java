package io.digi.engine.field;

import io.digi.engine.text.TextAnalyzer;
import io.digi.model.config.PayloadIndexConfig;

/// What matches of strings at a key mean: the index of a key decides it. Whoever checks a filter on
/// points must read them as the index does, or the two would not agree.
public sealed interface FieldMeaning {
    /// A string is what it is, and a text is found where it is a part of one.
    enum Plain implements FieldMeaning {
        PLAIN
    }

    /// The same, but strings that write the same UUID are equal.
    enum Uuids implements FieldMeaning {
        UUIDS
    }

    /// A text is found by its tokens.
    record Tokens(TextAnalyzer analyzer) implements FieldMeaning {}

    static FieldMeaning of(PayloadIndexConfig config) {
        return switch (config) {
            case PayloadIndexConfig.Keyword _,
                    PayloadIndexConfig.Int _,
                    PayloadIndexConfig.Real _,
                    PayloadIndexConfig.Bool _,
                    PayloadIndexConfig.Geo _,
                    PayloadIndexConfig.DateTime _ ->
                    Plain.PLAIN;
            case PayloadIndexConfig.Uuid _ -> Uuids.UUIDS;
            case PayloadIndexConfig.Text text -> new Tokens(new TextAnalyzer(text));
        };
    }
}
