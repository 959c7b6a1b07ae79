package io.digi.testkit.reference;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionInfo.PayloadIndexInfo;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes to a collection itself, and what it tells of its payload indexes.
final class CollectionChanges {
    private CollectionChanges() {}

    static void apply(ReferenceCollection collection, CollectionChange change) {
        switch (change) {
            case CollectionChange.CreatePayloadIndex(
                            JsonPath key,
                            PayloadIndexConfig index,
                            boolean _) ->
                    collection.payloadIndexes.put(key, index);
            case CollectionChange.DropPayloadIndex(JsonPath key) ->
                    collection.payloadIndexes.remove(key);
            case CollectionChange.UpdateSettings update ->
                    collection.config = collection.config.updatedBy(update);
            case CollectionChange.DeclareTenantField(String field) ->
                    declareTenantField(collection, field);
        }
    }

    /// Every index, with the number of points in reach that have a value of its type.
    static Map<JsonPath, PayloadIndexInfo> payloadIndexes(
            ReferenceCollection collection, Tenancy reach) {
        Map<JsonPath, PayloadIndexInfo> infos = new LinkedHashMap<>();
        collection.payloadIndexes.forEach((key, index) -> {
            long count =
                    collection.points.entrySet().stream()
                            .filter(point -> reach.reaches(point.getKey()))
                            .map(point -> point.getValue().payload())
                            .filter(payload -> hasValue(payload, key, index))
                            .count();
            infos.put(key, new PayloadIndexInfo(index, count));
        });
        return infos;
    }

    private static boolean hasValue(Payload payload, JsonPath key, PayloadIndexConfig index) {
        return PathValues.at(payload.root(), key).stream()
                .anyMatch(value ->
                        value instanceof Value.Array(List<Value> items)
                                ? items.stream().anyMatch(item -> fits(item, index))
                                : fits(value, index));
    }

    private static boolean fits(Value value, PayloadIndexConfig index) {
        return switch (index) {
            case PayloadIndexConfig.Keyword _ -> value instanceof Value.Text;
            case PayloadIndexConfig.Int _ -> value instanceof Value.Int;
            case PayloadIndexConfig.Real _ ->
                    value instanceof Value.Int || value instanceof Value.Real;
            case PayloadIndexConfig.Bool _ -> value instanceof Value.Bool;
            case PayloadIndexConfig.Geo _ -> Places.of(value).isPresent();
            case PayloadIndexConfig.DateTime _ ->
                    value instanceof Value.Text(String text)
                            && DateTimes.epochMicros(text).isPresent();
            case PayloadIndexConfig.Uuid _ -> Uuids.isUuid(value);
            case PayloadIndexConfig.Text tokens -> Tokens.isAny(value, tokens);
        };
    }

    private static void declareTenantField(ReferenceCollection collection, String field) {
        boolean isDeclared = collection.config.tenantField().equals(Optional.of(field));
        if (!isDeclared && !collection.points.isEmpty()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            ("a tenant field can be declared while the collection is empty, `%s`"
                                            + " has %d points")
                                    .formatted(collection.name, collection.points.size())));
        }
        collection.config = collection.config.withTenantField(field);
    }
}
