package io.digi.engine.write;

import io.digi.engine.payload.PayloadEdits;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;

/// A change of a payload that keeps the point's tenant, whatever else it does.
record PayloadEdit(Kind kind, Optional<String> tenantField) {
    /// What to do.
    sealed interface Kind {
        record Set(Payload patch, Optional<JsonPath> key) implements Kind {}

        record Overwrite(Payload payload) implements Kind {}

        record DeleteKeys(List<JsonPath> keys) implements Kind {}

        enum Clear implements Kind {
            CLEAR
        }
    }

    Payload apply(Optional<TenantId> tenant, Payload before) {
        return kept(tenant, edited(before));
    }

    private Payload edited(Payload before) {
        return switch (kind) {
            case Kind.Set(Payload patch, Optional<JsonPath> key) ->
                    key.map(path -> PayloadEdits.mergeAt(before, path, patch))
                            .orElseGet(() -> PayloadEdits.merge(before, patch));
            case Kind.Overwrite(Payload payload) -> payload;
            case Kind.DeleteKeys(List<JsonPath> keys) -> without(before, keys);
            case Kind.Clear _ -> Payload.EMPTY;
        };
    }

    private static Payload without(Payload before, List<JsonPath> keys) {
        Payload after = before;
        for (JsonPath key : keys) {
            after = PayloadEdits.remove(after, key);
        }
        return after;
    }

    private Payload kept(Optional<TenantId> tenant, Payload after) {
        if (tenant.isEmpty()) {
            return after;
        }
        String field = tenantField.orElseThrow();
        Value owner = Value.of(tenant.get().value());
        return after.get(field).filter(owner::equals).isPresent()
                ? after
                : after.with(field, owner);
    }
}
