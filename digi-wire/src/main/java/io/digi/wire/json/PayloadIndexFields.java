package io.digi.wire.json;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonToken;

/// The fields of a `CreateFieldIndex`.
final class PayloadIndexFields implements JsonReader.Fields {
    private static final Map<String, String> ALIASES = Map.of("field_type", "field_schema");

    private final JsonReader in;
    private final Field<JsonPath> key = new Field<>();
    private Optional<PayloadIndexConfig> index = Optional.empty();

    private PayloadIndexFields(JsonReader in) {
        this.in = in;
    }

    static CollectionChange.CreatePayloadIndex index(JsonReader in) {
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
            return PayloadIndexConfig.of(PayloadIndexParams.kind(in));
        }
        PayloadIndexParams params = new PayloadIndexParams(in);
        in.object("a field schema", params);
        return params.config();
    }
}
