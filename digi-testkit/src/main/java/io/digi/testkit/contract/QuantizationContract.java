package io.digi.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.HnswConfig;
import io.digi.model.config.VectorConfig;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead.Query;
import io.digi.model.query.QuantizationParams;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.SearchParams;
import io.digi.model.vector.Distance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Quantization: settings are kept as given, and hits are scored on the originals.
interface QuantizationContract extends EngineFixture {
    Value SCALAR = Points.object("scalar", Points.object("type", "int8", "quantile", 0.99));
    Value BINARY = Points.object("binary", Value.Struct.EMPTY);

    @Test
    default void quantizationIsDescribedAsItWasGiven() {
        CollectionUnderTest collection =
                createQuantized(Points.object("quantization_config", SCALAR));
        assertThat(collection.describe().config().quantizationOf(VectorName.DEFAULT))
                .hasValueSatisfying(q -> assertThat(q.bits()).isEqualTo(8));

        collection.alter(settings(Points.object("quantization_config", BINARY)));

        assertThat(collection.describe().config().settings().fields())
                .containsEntry("quantization_config", BINARY);

        collection.alter(settings(Points.object("quantization_config", Value.Null.NULL)));

        assertThat(collection.describe().config().settings().fields())
                .doesNotContainKey("quantization_config");
    }

    @ParameterizedTest
    @CsvSource({
        "false, , ",
        "false, true, 3",
        "false, false, ",
        "false, false, 2.5",
        "true, , ",
        "true, false, 1000000000"
    })
    default void hitsAreScoredOnOriginalsHoweverTheyAreFound(
            boolean ignore, Boolean rescore, Double oversampling) {
        CollectionUnderTest collection =
                createQuantized(Points.object("quantization_config", BINARY));
        collection.upsert(Points.row(200));
        QuantizationParams params =
                new QuantizationParams(
                        ignore,
                        Optional.ofNullable(rescore),
                        oversampling == null
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(oversampling));

        List<ScoredPoint> hits = collection.query(nearest(params));

        assertThat(hits).extracting(ScoredPoint::id).isEqualTo(Points.ids(70, 71, 69));
        assertThat(hits).extracting(ScoredPoint::score).containsExactly(0.25f, 0.75f, 1.25f);
    }

    private CollectionUnderTest createQuantized(Value.Struct settings) {
        return create(
                new CollectionConfig(
                        new TreeMap<>(
                                Map.of(VectorName.DEFAULT, new VectorConfig(2, Distance.EUCLID))),
                        HnswConfig.DEFAULT,
                        settings,
                        Payload.EMPTY,
                        Optional.empty()));
    }

    private static CollectionChange settings(Value.Struct settings) {
        return CollectionChange.UpdateSettings.ofSettings(settings);
    }

    private static Query nearest(QuantizationParams params) {
        Query plain = Query.nearest(3, 70.25f, 0);
        return new Query(
                plain.target(),
                plain.using(),
                plain.filter(),
                plain.limit(),
                plain.offset(),
                plain.scoreThreshold(),
                new SearchParams(
                        OptionalInt.empty(), /* exact= */ false, /* indexedOnly= */ false, params),
                plain.selection());
    }
}
