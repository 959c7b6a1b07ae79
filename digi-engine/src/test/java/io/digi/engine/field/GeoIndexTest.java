package io.digi.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.filter.FieldMeanings;
import io.digi.engine.filter.FilterEvaluator;
import io.digi.engine.filter.PointFacts;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.engine.trial.Json;
import io.digi.engine.trial.RandomFilters;
import io.digi.engine.trial.Trials;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GeoIndexTest {
    private static final JsonPath KEY = JsonPath.parse("place");

    @Test
    void shapesHaveExactlyThePlacesThatAreInThem() {
        Trials.run(
                10,
                random -> {
                    List<Payload> payloads = places(random, 3_000);
                    FieldIndex index = index(payloads);
                    SlotSet live = SlotSet.range(0, payloads.size());
                    RandomFilters filters = new RandomFilters(random);
                    for (int i = 0; i < 30; i++) {
                        FieldTest shape = filters.shape();
                        SlotBounds answer = index.answer(shape, live);
                        assertThat(answer.isExact()).isTrue();
                        assertThat(answer.certain())
                                .as("%s", shape)
                                .isEqualTo(checked(payloads, shape));
                    }
                });
    }

    /// Some of them crowd together, some lie in whole degrees, on borders of cells and shapes.
    private static List<Payload> places(Random random, int count) {
        List<Payload> payloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double lon = random.nextDouble(-180, 180);
            double lat = random.nextDouble(-90, 90);
            switch (random.nextInt(4)) {
                case 0 -> {
                    lon = Math.rint(lon);
                    lat = Math.rint(lat);
                }
                case 1 -> {
                    lon = 13.4 + random.nextGaussian() / 10;
                    lat = 52.5 + random.nextGaussian() / 10;
                }
                case 2 -> {
                    lon = 45 * Math.rint(lon / 45);
                    lat = 22.5 * Math.rint(lat / 22.5);
                }
                default -> {}
            }
            payloads.add(Json.payload("place", Json.object("lon", lon, "lat", lat)));
        }
        return payloads;
    }

    private static FieldIndex index(List<Payload> payloads) {
        FieldIndex.Editor editor =
                FieldIndex.empty(KEY, PayloadIndexConfig.of(PayloadIndexKind.GEO)).edit();
        for (int slot = 0; slot < payloads.size(); slot++) {
            editor.replace(slot, Payload.EMPTY, payloads.get(slot));
        }
        return editor.build();
    }

    private static SlotSet checked(List<Payload> payloads, FieldTest shape) {
        FilterEvaluator evaluator =
                FilterEvaluator.compile(
                        Filter.must(new Condition.Field(KEY, shape)), FieldMeanings.PLAIN);
        SlotSetEditor slots = SlotSet.empty().edit();
        for (int slot = 0; slot < payloads.size(); slot++) {
            if (evaluator.matches(facts(payloads.get(slot)))) {
                slots.add(slot);
            }
        }
        return slots.build();
    }

    private static PointFacts facts(Payload payload) {
        return new PointFacts() {
            @Override
            public PointId id() {
                return PointId.of(0);
            }

            @Override
            public Payload payload() {
                return payload;
            }

            @Override
            public boolean hasVector(VectorName vector) {
                return false;
            }
        };
    }
}
