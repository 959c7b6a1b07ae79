package io.digi.engine.catalog;

import io.digi.engine.extent.ExtentLayout;
import io.digi.index.memory.RowLayout;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a collection is: its name and number, its configuration and its payload indexes.
///
/// @param number never reused, so that a re-created name never sees old data
/// @param places how keys and files refer to each named vector
/// @param payloadIndexes by key, complete or not
/// @param unfinished keys of payload indexes that have never been complete: filters do not follow
///   these yet, whatever they would mean
public record Definition(
        int number,
        CollectionName name,
        CollectionConfig config,
        Map<VectorName, VectorPlace> places,
        Map<JsonPath, PayloadIndexConfig> payloadIndexes,
        Set<JsonPath> unfinished) {
    public Definition {
        places = Map.copyOf(places);
        payloadIndexes = Map.copyOf(payloadIndexes);
        unfinished = Set.copyOf(unfinished);
    }

    static Definition create(
            int number, CollectionName name, CollectionConfig config, long extentSizeBytes) {
        Map<VectorName, VectorPlace> places = new LinkedHashMap<>();
        config.vectors()
                .forEach((vector, made) -> {
                    int capacity = ExtentLayout.of(made.dimension(), extentSizeBytes).rowCapacity();
                    places.put(vector, new VectorPlace(places.size(), capacity));
                });
        return new Definition(number, name, config, places, Map.of(), Set.of());
    }

    /// Reads a value of the family `meta`. Throws [Problem.Corrupt].
    public static Definition decode(byte[] stored) {
        return DefinitionCodec.decode(stored);
    }

    /// As a value of the family `meta`.
    public byte[] encode() {
        return DefinitionCodec.encode(this);
    }

    /// The same of a collection with another number and name.
    public Definition as(int otherNumber, CollectionName otherName) {
        return new Definition(otherNumber, otherName, config, places, payloadIndexes, unfinished);
    }

    /// Throws [Problem.UnknownVector].
    public int vectorNumber(VectorName vector) {
        return place(vector).number();
    }

    /// How the rows of a vector lie in its extents. Throws [Problem.UnknownVector].
    public ExtentLayout layout(VectorName vector) {
        RowLayout rows = new RowLayout(vector(vector).dimension());
        return new ExtentLayout(rows, place(vector).extentCapacity());
    }

    /// Throws [Problem.UnknownVector].
    public VectorConfig vector(VectorName vector) {
        VectorConfig found = config.vectors().get(vector);
        if (found == null) {
            throw new DigiException(new Problem.UnknownVector(vector));
        }
        return found;
    }

    public VectorName vectorName(int vectorNumber) {
        return places.entrySet().stream()
                .filter(entry -> entry.getValue().number() == vectorNumber)
                .findAny()
                .orElseThrow()
                .getKey();
    }

    /// Whether the collection keeps tenants apart.
    public boolean hasTenants() {
        return config.tenantField().isPresent();
    }

    public Definition with(CollectionConfig changed) {
        return new Definition(number, name, changed, places, payloadIndexes, unfinished);
    }

    /// With an index that is still to be built.
    public Definition withIndex(JsonPath key, PayloadIndexConfig index) {
        Map<JsonPath, PayloadIndexConfig> indexes = new LinkedHashMap<>(payloadIndexes);
        indexes.put(key, index);
        Set<JsonPath> open = new HashSet<>(unfinished);
        open.add(key);
        return new Definition(number, name, config, places, indexes, open);
    }

    /// With other parameters of an index that is there, which holds what it held.
    public Definition withParameters(JsonPath key, PayloadIndexConfig index) {
        Map<JsonPath, PayloadIndexConfig> indexes = new LinkedHashMap<>(payloadIndexes);
        indexes.put(key, index);
        return new Definition(number, name, config, places, indexes, unfinished);
    }

    /// The index at a key is complete.
    public Definition withFinished(JsonPath key) {
        Set<JsonPath> open = new HashSet<>(unfinished);
        open.remove(key);
        return new Definition(number, name, config, places, payloadIndexes, open);
    }

    public Definition withoutIndex(JsonPath key) {
        Map<JsonPath, PayloadIndexConfig> indexes = new LinkedHashMap<>(payloadIndexes);
        indexes.remove(key);
        return new Definition(number, name, config, places, indexes, unfinished).withFinished(key);
    }

    /// Throws [Problem.UnknownVector].
    public VectorPlace place(VectorName vector) {
        VectorPlace place = places.get(vector);
        if (place == null) {
            throw new DigiException(new Problem.UnknownVector(vector));
        }
        return place;
    }
}
