package io.digi.wire.json;

import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonToken;

/// Reads `with_payload` and `with_vector`.
final class SelectionReader implements JsonReader.Fields {
    /// Qdrant's second name of `with_vector`.
    static final Map<String, String> ALIASES = Map.of("with_vectors", "with_vector");

    private final JsonReader in;
    private PayloadSelector payload;
    private VectorSelector vectors = VectorSelector.Whole.NONE;

    SelectionReader(JsonReader in, PayloadSelector.Whole byDefault) {
        this.in = in;
        this.payload = byDefault;
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "with_payload" -> payload = in.isNull() ? payload : payloadSelector();
            case "with_vector" -> vectors = in.isNull() ? vectors : vectorSelector();
            default -> {
                return false;
            }
        }
        return true;
    }

    Selection selection() {
        return new Selection(payload, vectors);
    }

    private PayloadSelector payloadSelector() {
        return switch (in.token()) {
            case START_ARRAY -> new PayloadSelector.Include(paths());
            case START_OBJECT -> includeOrExclude();
            default -> JsonText.flag(in) ? PayloadSelector.Whole.ALL : PayloadSelector.Whole.NONE;
        };
    }

    private PayloadSelector includeOrExclude() {
        List<PayloadSelector> found = new ArrayList<>();
        in.object(
                "a payload selector",
                name -> {
                    switch (name) {
                        case "include" -> found.add(new PayloadSelector.Include(paths()));
                        case "exclude" -> found.add(new PayloadSelector.Exclude(paths()));
                        default -> throw notOne();
                    }
                    return true;
                });
        if (found.size() != 1) {
            throw notOne();
        }
        return found.getFirst();
    }

    private RuntimeException notOne() {
        return in.malformed("a payload selector must have one of `include`, `exclude`");
    }

    private List<JsonPath> paths() {
        return in.list("a list of payload keys", () -> JsonText.path(in));
    }

    private VectorSelector vectorSelector() {
        if (in.token() == JsonToken.START_ARRAY) {
            Set<VectorName> names = new HashSet<>();
            in.array("a list of vector names", () -> names.add(JsonText.vectorName(in)));
            return new VectorSelector.Named(names);
        }
        return JsonText.flag(in) ? VectorSelector.Whole.ALL : VectorSelector.Whole.NONE;
    }
}
