package io.digi.engine.catalog;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.config.Tokenizer;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Payload indexes as objects: `type`, Qdrant's name of the kind, and the parameters of the kind
/// under Qdrant's names.
final class IndexConfigCodec {
    private IndexConfigCodec() {}

    static Value encode(PayloadIndexConfig index) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("type", Value.of(index.kind().typeName()));
        switch (index) {
            case PayloadIndexConfig.Keyword keyword ->
                    fields.put("is_tenant", Value.of(keyword.isTenant()));
            case PayloadIndexConfig.Int integer -> {
                fields.put("lookup", Value.of(integer.lookup()));
                fields.put("range", Value.of(integer.range()));
                fields.put("is_principal", Value.of(integer.isPrincipal()));
            }
            case PayloadIndexConfig.Real real ->
                    fields.put("is_principal", Value.of(real.isPrincipal()));
            case PayloadIndexConfig.DateTime dateTime ->
                    fields.put("is_principal", Value.of(dateTime.isPrincipal()));
            case PayloadIndexConfig.Uuid uuid -> fields.put("is_tenant", Value.of(uuid.isTenant()));
            case PayloadIndexConfig.Text text -> putText(fields, text);
            case PayloadIndexConfig.Bool _, PayloadIndexConfig.Geo _ -> {}
        }
        fields.put("on_disk", Value.of(index.onDisk()));
        if (!index.enableHnsw()) {
            fields.put("enable_hnsw", Value.of(false));
        }
        return new Value.Struct(fields);
    }

    private static void putText(Map<String, Value> fields, PayloadIndexConfig.Text text) {
        fields.put("tokenizer", Value.of(text.tokenizer().name()));
        fields.put("lowercase", Value.of(text.lowercase()));
        text.minTokenLength().ifPresent(n -> fields.put("min_token_len", Value.of((long) n)));
        text.maxTokenLength().ifPresent(n -> fields.put("max_token_len", Value.of((long) n)));
        fields.put("phrase_matching", Value.of(text.phraseMatching()));
    }

    static PayloadIndexConfig decode(Fields fields) {
        boolean onDisk = flag(fields, "on_disk", false);
        boolean hnsw = flag(fields, "enable_hnsw", true);
        String type = fields.text("type");
        PayloadIndexKind kind =
                PayloadIndexKind.ofTypeName(type)
                        .orElseThrow(() -> damaged("unknown type of payload index: " + type));
        return switch (kind) {
            case KEYWORD ->
                    new PayloadIndexConfig.Keyword(flag(fields, "is_tenant", false), onDisk, hnsw);
            case INTEGER ->
                    new PayloadIndexConfig.Int(
                            flag(fields, "lookup", true),
                            flag(fields, "range", true),
                            flag(fields, "is_principal", false),
                            onDisk,
                            hnsw);
            case FLOAT ->
                    new PayloadIndexConfig.Real(flag(fields, "is_principal", false), onDisk, hnsw);
            case GEO -> new PayloadIndexConfig.Geo(onDisk, hnsw);
            case TEXT -> text(fields, onDisk, hnsw);
            case BOOL -> new PayloadIndexConfig.Bool(onDisk, hnsw);
            case DATETIME ->
                    new PayloadIndexConfig.DateTime(
                            flag(fields, "is_principal", false), onDisk, hnsw);
            case UUID ->
                    new PayloadIndexConfig.Uuid(flag(fields, "is_tenant", false), onDisk, hnsw);
        };
    }

    private static PayloadIndexConfig text(Fields fields, boolean onDisk, boolean hnsw) {
        return new PayloadIndexConfig.Text(
                tokenizer(fields.text("tokenizer")),
                flag(fields, "lowercase", true),
                length(fields, "min_token_len"),
                length(fields, "max_token_len"),
                flag(fields, "phrase_matching", false),
                onDisk,
                hnsw);
    }

    private static Tokenizer tokenizer(String name) {
        try {
            return Tokenizer.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw damaged("unknown tokenizer: " + name);
        }
    }

    private static boolean flag(Fields fields, String name, boolean otherwise) {
        return fields.flag(name).orElse(otherwise);
    }

    private static OptionalInt length(Fields fields, String name) {
        return fields.find(name).isPresent()
                ? OptionalInt.of((int) fields.integer(name))
                : OptionalInt.empty();
    }

    private static DigiException damaged(String detail) {
        return new DigiException(new Problem.Corrupt("kv/meta", 0, detail));
    }
}
