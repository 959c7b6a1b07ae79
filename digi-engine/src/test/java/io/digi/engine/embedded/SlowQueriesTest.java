package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.Selection;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Slow queries are counted, and some logged, each with what it did and the index that it lacks.
class SlowQueriesTest {
    private static final CollectionName DOCS = new CollectionName("docs");
    private static final CollectionName OTHER = new CollectionName("other");
    private static final EngineSettings SETTINGS = EngineSettings.withMemory(64L << 20);
    private static final Duration ANY = Duration.ZERO;
    private static final Call CALL = Call.tenant("acme");

    @TempDir private Path directory;
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void lineSaysWhatWasDoneAndWhichIndexIsMissing() {
        try (VectorEngine engine = open(ANY)) {
            engine.read(CALL, DOCS, search("city", "secret"));

            assertThat(lines)
                    .singleElement()
                    .asString()
                    .startsWith("slow query collection=docs kind=query millis=")
                    .contains(" filter_ms=", " candidates_ms=", " compare_ms=", " check_ms=")
                    .contains(" in_scope=3 certain=0 possible=3 ")
                    .contains(" how=vectors:all_checked:1 ")
                    .contains(" compared=1 read=4 checked=3 ")
                    .endsWith(" missing_index=city:keyword|uuid left_out=0")
                    .doesNotContain("acme", "secret");
        }
    }

    @Test
    void answeredFilterLacksNothing() {
        try (VectorEngine engine = open(ANY)) {
            engine.collections()
                    .alter(
                            Call.everything(),
                            DOCS,
                            new CollectionChange.CreatePayloadIndex(
                                    JsonPath.ofKey("city"), PayloadIndexConfig.keyword()));

            engine.read(CALL, DOCS, search("city", "secret"));

            assertThat(lines)
                    .singleElement()
                    .asString()
                    .contains(" in_scope=3 certain=1 possible=1 ", " missing_index=- ");
        }
    }

    @Test
    void keysCannotForgeALine() {
        try (VectorEngine engine = open(ANY)) {
            Filter filter = match("a\nslow query b=\"", "x");
            engine.read(CALL, DOCS, new PointRead.Count(filter, /* exact= */ true));

            assertThat(lines)
                    .singleElement()
                    .asString()
                    .contains("kind=count", "missing_index=?a?slow?query?b")
                    .doesNotContain("\n", "\"");
        }
    }

    @Test
    void oneLineASecondIsLoggedOfACollectionAndAllAreCounted() {
        try (VectorEngine engine = open(ANY)) {
            for (int i = 0; i < 4; i++) {
                engine.read(CALL, DOCS, PointRead.Query.nearest(1, 1, 0));
            }
            engine.read(CALL, OTHER, PointRead.Query.nearest(1, 1, 0));
            assertThat(lines).hasSize(2).allMatch(line -> line.endsWith("left_out=0"));

            nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
            engine.read(CALL, DOCS, PointRead.Query.nearest(1, 1, 0));
            assertThat(lines).hasSize(2);

            nanos.incrementAndGet();
            engine.read(CALL, DOCS, scroll());
            assertThat(lines).hasSize(3);
            assertThat(lines.getLast()).contains("kind=scroll", "how=id_order:3", "left_out=4");
            assertThat(engine.status().slowQueryCounts()).isEqualTo(Map.of(DOCS, 6L, OTHER, 1L));
        }
    }

    @Test
    void droppedCollectionIsForgotten() {
        try (VectorEngine engine = open(ANY)) {
            engine.read(CALL, DOCS, scroll());
            engine.collections().drop(Call.everything(), DOCS);

            assertThat(engine.status().slowQueryCounts()).isEmpty();
        }
    }

    @Test
    void failedQueryIsSlowAsWell() {
        try (VectorEngine engine = open(ANY)) {
            assertThatThrownBy(() -> engine.read(CALL, DOCS, PointRead.Query.nearest(1, 1)))
                    .isInstanceOf(DigiException.class);

            assertThat(lines).singleElement().asString().contains("kind=query", "how=- ");
        }
    }

    @Test
    void fastQueriesLeaveNoTrace() {
        try (VectorEngine engine = open(Duration.ofMinutes(5))) {
            engine.read(CALL, DOCS, search("city", "secret"));

            assertThat(lines).isEmpty();
            assertThat(engine.status().slowQueryCounts()).isEmpty();
        }
    }

    private VectorEngine open(Duration threshold) {
        VectorEngine engine =
                new EmbeddedEngine(
                        Parts.open(LocalStorage.in(directory, SETTINGS), SETTINGS),
                        new SlowQueries(threshold, nanos::get, lines::add));
        for (CollectionName name : List.of(DOCS, OTHER)) {
            engine.collections()
                    .create(
                            Call.everything(),
                            name,
                            CollectionConfig.of(2, Distance.EUCLID).withTenantField("tenant"));
            engine.write(CALL, name, List.of(new PointChange.Upsert(points())));
        }
        return engine;
    }

    private static List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (long id = 1; id <= 3; id++) {
            Value city = Value.of(id == 2 ? "secret" : "Rome");
            points.add(
                    new Point(
                            PointId.of(id),
                            NamedVectors.of(id, 0),
                            Payload.of(Map.of("city", city))));
        }
        return points;
    }

    private static PointRead.Query search(String key, String value) {
        return PointRead.Query.nearest(1, 1, 0).where(match(key, value));
    }

    private static PointRead.Scroll scroll() {
        return new PointRead.Scroll(Filter.ALL, 10, Optional.empty(), Selection.IDS_ONLY);
    }

    private static Filter match(String key, String value) {
        return Filter.must(
                new Condition.Field(
                        JsonPath.ofKey(key),
                        new FieldTest.MatchValue(new FieldTest.Scalar.Text(value))));
    }
}
