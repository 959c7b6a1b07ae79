package io.digi.wire.json;

import io.digi.model.config.CollectionInfo.PayloadIndexInfo;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import tools.jackson.core.JsonGenerator;

/// Writes a payload index as Qdrant's `PayloadIndexInfo`; `params` only where some differ from the
/// defaults.
final class PayloadIndexWriter {
    private PayloadIndexWriter() {}

    static void write(JsonGenerator out, PayloadIndexInfo index) {
        String type =
                switch (index.config()) {
                    case PayloadIndexConfig.Keyword _ -> "keyword";
                    case PayloadIndexConfig.Int _ -> "integer";
                };
        Payload typed = Payload.EMPTY.with("type", Value.of(type));
        Payload params =
                switch (index.config()) {
                    case PayloadIndexConfig.Keyword keyword -> params(typed, keyword);
                    case PayloadIndexConfig.Int integer -> params(typed, integer);
                };
        out.writeStartObject();
        out.writeStringProperty("data_type", type);
        if (!params.equals(typed)) {
            out.writeName("params");
            ValueWriter.writeStruct(out, params.root());
        }
        out.writeNumberProperty("points", index.pointCount());
        out.writeEndObject();
    }

    private static Payload params(Payload typed, PayloadIndexConfig.Keyword keyword) {
        Payload params = withTrue(typed, "is_tenant", keyword.isTenant());
        return withTrue(params, "on_disk", keyword.onDisk());
    }

    private static Payload params(Payload typed, PayloadIndexConfig.Int integer) {
        Payload params = withTrue(typed, "is_principal", integer.isPrincipal());
        params = withTrue(params, "on_disk", integer.onDisk());
        return integer.lookup() && integer.range()
                ? params
                : params.with("lookup", Value.of(integer.lookup()))
                        .with("range", Value.of(integer.range()));
    }

    private static Payload withTrue(Payload params, String name, boolean flag) {
        return flag ? params.with(name, Value.of(true)) : params;
    }
}
