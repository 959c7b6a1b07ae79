package io.digi.wire.json;

import io.digi.model.config.CollectionInfo.PayloadIndexInfo;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.Tokenizer;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/// Writes a payload index as Qdrant's `PayloadIndexInfo`; `params` only where some differ from the
/// defaults.
final class PayloadIndexWriter {
    private PayloadIndexWriter() {}

    static void write(JsonGenerator out, PayloadIndexInfo index) {
        String type = index.config().kind().typeName();
        Payload typed = Payload.EMPTY.with("type", Value.of(type));
        Payload params = params(typed, index.config());
        out.writeStartObject();
        out.writeStringProperty("data_type", type);
        if (!params.equals(typed)) {
            out.writeName("params");
            ValueWriter.writeStruct(out, params.root());
        }
        out.writeNumberProperty("points", index.pointCount());
        out.writeEndObject();
    }

    private static Payload params(Payload typed, PayloadIndexConfig config) {
        Payload params =
                switch (config) {
                    case PayloadIndexConfig.Keyword keyword ->
                            withTrue(typed, "is_tenant", keyword.isTenant());
                    case PayloadIndexConfig.Int integer -> params(typed, integer);
                    case PayloadIndexConfig.Real real ->
                            withTrue(typed, "is_principal", real.isPrincipal());
                    case PayloadIndexConfig.DateTime dateTime ->
                            withTrue(typed, "is_principal", dateTime.isPrincipal());
                    case PayloadIndexConfig.Uuid uuid ->
                            withTrue(typed, "is_tenant", uuid.isTenant());
                    case PayloadIndexConfig.Text text -> params(typed, text);
                    case PayloadIndexConfig.Bool _, PayloadIndexConfig.Geo _ -> typed;
                };
        Payload placed = withTrue(params, "on_disk", config.onDisk());
        return config.enableHnsw() ? placed : placed.with("enable_hnsw", Value.of(false));
    }

    private static Payload params(Payload typed, PayloadIndexConfig.Int integer) {
        Payload params = withTrue(typed, "is_principal", integer.isPrincipal());
        return integer.lookup() && integer.range()
                ? params
                : params.with("lookup", Value.of(integer.lookup()))
                        .with("range", Value.of(integer.range()));
    }

    private static Payload params(Payload typed, PayloadIndexConfig.Text text) {
        Payload params = typed;
        if (text.tokenizer() != Tokenizer.WORD) {
            params = params.with("tokenizer", Value.of(name(text.tokenizer())));
        }
        if (!text.lowercase()) {
            params = params.with("lowercase", Value.of(false));
        }
        params = withLength(params, "min_token_len", text.minTokenLength());
        params = withLength(params, "max_token_len", text.maxTokenLength());
        return withTrue(params, "phrase_matching", text.phraseMatching());
    }

    private static String name(Tokenizer tokenizer) {
        return switch (tokenizer) {
            case WORD -> "word";
            case WHITESPACE -> "whitespace";
            case PREFIX -> "prefix";
        };
    }

    private static Payload withLength(Payload params, String name, OptionalInt length) {
        return length.isPresent() ? params.with(name, Value.of((long) length.getAsInt())) : params;
    }

    private static Payload withTrue(Payload params, String name, boolean flag) {
        return flag ? params.with(name, Value.of(true)) : params;
    }
}
