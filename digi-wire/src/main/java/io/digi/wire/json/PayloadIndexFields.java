package io.digi.wire.json;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonToken;

/// The fields of a `CreateFieldIndex`.
final class PayloadIndexFields implements JsonReader.Fields {
    private static final Map<String, String> ALIASES = Map.of("field_type", "field_schema");
    private static final Set<String> FLAGS =
            Set.of("is_tenant", "is_principal", "on_disk", "enable_hnsw", "lookup", "range");
    private static final String SUPPORTED = "payload indexes are `keyword` and `integer`";

    private final JsonReader in;
    private final Field<JsonPath> key = new Field<>();
    private Optional<PayloadIndexConfig> index = Optional.empty();

    private PayloadIndexFields(JsonReader in) {
        this.in = in;
    }

    static CollectionChange index(JsonReader in) {
        PayloadIndexFields fields = new PayloadIndexFields(in);
        in.object("struct CreateFieldIndex", ALIASES, fields);
        return new CollectionChange.CreatePayloadIndex(
                fields.key.required(in, "field_name"),
                fields.index.orElseThrow(() ->
                        new DigiException(
                                new Problem.BadRequest(
                                        "Can't auto-detect field type, please specify"
                                                + " `field_schema` in the request"))));
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "field_name" -> key.set(JsonText.path(in));
            case "field_schema" -> index = in.isNull() ? index : Optional.of(schema());
            default -> {
                return false;
            }
        }
        return true;
    }

    private PayloadIndexConfig schema() {
        if (in.token() == JsonToken.VALUE_STRING) {
            return config(JsonText.text(in, "a field schema"), Map.of());
        }
        Field<String> type = new Field<>();
        Map<String, Boolean> flags = new HashMap<>();
        in.object(
                "a field schema",
                name -> {
                    if (name.equals("type")) {
                        type.set(JsonText.text(in, "a type"));
                    } else if (FLAGS.contains(name) && !in.isNull()) {
                        flags.put(name, JsonText.flag(in));
                    } else {
                        return false;
                    }
                    return true;
                });
        return config(type.required(in, "type"), flags);
    }

    private PayloadIndexConfig config(String type, Map<String, Boolean> flags) {
        return switch (type) {
            case "keyword" ->
                    new PayloadIndexConfig.Keyword(
                            flags.getOrDefault("is_tenant", false),
                            flags.getOrDefault("on_disk", false));
            case "integer" ->
                    in.validated(
                            () ->
                                    new PayloadIndexConfig.Int(
                                            flags.getOrDefault("lookup", true),
                                            flags.getOrDefault("range", true),
                                            flags.getOrDefault("is_principal", false),
                                            flags.getOrDefault("on_disk", false)),
                            PayloadIndexConfig.integer());
            case "float", "geo", "text", "bool", "datetime", "uuid" ->
                    throw in.unsupported("", SUPPORTED);
            default ->
                    throw in.malformed(
                            ("unknown variant `%s`, expected one of `keyword`, `integer`, `float`,"
                                            + " `geo`, `text`, `bool`, `datetime`, `uuid`")
                                    .formatted(JsonSyntax.shown(type)));
        };
    }
}
