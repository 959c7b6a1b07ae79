package io.digi.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.Digi;
import io.digi.model.change.Point;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.model.query.Explanation;
import io.digi.model.query.Explanation.Matches;
import io.digi.model.query.PointRead;
import io.digi.model.query.SearchParams;
import io.digi.model.query.SearchStep;
import io.digi.model.vector.Distance;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Explanations of searches where a graph is: each says which way the search went.
class GraphExplainTest {
    private static final int POINTS = 2_000;

    /// Codes of vectors with so few dimensions.
    private static final int BITS = 8;

    /// Makes a walk cheaper than comparing the codes of 400 points.
    private static final SearchParams NARROW = Graphs.ef(1);

    @TempDir private Path directory;
    private final Random random = new Random(7);
    private VectorEngine engine;
    private Graphs graphs;

    @BeforeEach
    void fill() {
        engine = Digi.open(directory, Graphs.SETTINGS);
        graphs = new Graphs(engine);
        graphs.create(Graphs.hnsw(16, 64), Distance.EUCLID);
        engine.collections()
                .alter(
                        Call.everything(),
                        Graphs.NAME,
                        new CollectionChange.CreatePayloadIndex(
                                Graphs.COLOR, PayloadIndexConfig.integer()));
        graphs.upsert(Graphs.points(random, 0, POINTS));
        graphs.settled();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void everythingIsLookedForAlongTheGraph() {
        Explanation explanation = explain(Filter.ALL, 1, NARROW);

        long indexed = explanation.index().orElseThrow().linked();
        assertThat(indexed).isGreaterThan(POINTS - POINTS / 16);
        assertThat(explanation.index().orElseThrow().coded()).isEqualTo(indexed);
        assertThat(explanation.steps())
                .first()
                .isInstanceOfSatisfying(
                        SearchStep.Graph.class,
                        graph -> {
                            assertThat(graph.filtering()).isEqualTo(SearchStep.Filtering.NONE);
                            assertThat(graph.bits()).isEqualTo(BITS);
                            assertThat(graph.ef()).isEqualTo(1);
                            assertThat(graph.wanted()).isEqualTo(indexed);
                            assertThat(graph.kept()).isEqualTo(1);
                        });
        assertThat(rescored(explanation).candidates()).isEqualTo(1);
        assertThat(explanation.spent().comparedVectors())
                .isEqualTo(rescored(explanation).compared() + tail(explanation));
    }

    @Test
    void filterDecidesHowTheGraphIsWalked() {
        assertThat(filtering(Graphs.color(1))).isEqualTo(SearchStep.Filtering.BEYOND);
        assertThat(filtering(Filter.mustNot(colorIs(1))))
                .isEqualTo(SearchStep.Filtering.ON_RESULTS);
    }

    @Test
    void codesOfFewPointsAreCompared() {
        Explanation explanation = explain(Graphs.color(1), 10, Graphs.ef(64));

        assertThat(explanation.matches()).isEqualTo(new Matches(POINTS, 400, 400));
        assertThat(explanation.steps())
                .filteredOn(SearchStep.Codes.class::isInstance)
                .singleElement()
                .isEqualTo(new SearchStep.Codes(BITS, 400 - tail(explanation), 64));
        assertThat(explanation.spent().checkedPoints()).isZero();
        assertThat(explanation.conditions().getFirst().index()).contains(PayloadIndexKind.INTEGER);
        assertThat(rescored(explanation).compared()).isBetween(10L, 64L);
    }

    @Test
    void pointsThatTheGraphDoesNotLeadToAreTheTail() {
        List<Point> fresh = Graphs.points(random, POINTS, POINTS + 10);
        graphs.upsert(fresh);

        Explanation explanation = explain(Filter.ALL, 1, NARROW);

        long tail = explanation.index().orElseThrow().tail();
        assertThat(tail).isGreaterThanOrEqualTo(10);
        assertThat(tail(explanation)).isEqualTo(tail);
        assertThat(explanation.hints()).anyMatch(hint -> hint.contains("not in the index yet"));
    }

    @Test
    void exactSearchComparesEverything() {
        Explanation explanation = explain(Filter.ALL, 1, Graphs.exact());

        assertThat(explanation.steps())
                .containsExactly(new SearchStep.Vectors(SearchStep.Why.EXACT_ASKED, POINTS));
        assertThat(explanation.hints()).singleElement().asString().contains("`exact`");
    }

    @Test
    void conditionWithoutIndexIsCheckedOnTheNearestFirst() {
        engine.collections()
                .alter(
                        Call.everything(),
                        Graphs.NAME,
                        new CollectionChange.DropPayloadIndex(Graphs.COLOR));

        Explanation some = explain(Graphs.color(1), 1, Graphs.ef(64));
        Explanation none = explain(Graphs.color(Graphs.COLORS), 1, Graphs.ef(64));

        assertThat(some.steps()).last().isEqualTo(new SearchStep.Checked(256, 1));
        assertThat(some.spent().checkedPoints()).isBetween(1L, 256L);
        assertThat(some.hints())
                .anyMatch(hint -> hint.contains("`color`") && hint.contains("an integer index"));
        assertThat(none.steps())
                .contains(new SearchStep.Checked(256, 0))
                .last()
                .isEqualTo(new SearchStep.Vectors(SearchStep.Why.ALL_CHECKED, 0));
        assertThat(none.spent().readRecords()).isGreaterThanOrEqualTo(POINTS);
    }

    private SearchStep.Filtering filtering(Filter filter) {
        return explain(filter, 1, NARROW).steps().stream()
                .filter(SearchStep.Graph.class::isInstance)
                .map(SearchStep.Graph.class::cast)
                .findFirst()
                .orElseThrow()
                .filtering();
    }

    private static Condition colorIs(int color) {
        return Graphs.color(color).must().getFirst();
    }

    private static SearchStep.Rescored rescored(Explanation explanation) {
        return explanation.steps().stream()
                .filter(SearchStep.Rescored.class::isInstance)
                .map(SearchStep.Rescored.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /// What was compared, by codes or not, because the index does not lead to it.
    private static long tail(Explanation explanation) {
        return explanation.steps().stream().mapToLong(GraphExplainTest::tail).sum();
    }

    private static long tail(SearchStep step) {
        return switch (step) {
            case SearchStep.TailCodes(_, long compared, _) -> compared;
            case SearchStep.Vectors(SearchStep.Why why, long compared)
                    when why == SearchStep.Why.NOT_INDEXED ->
                    compared;
            default -> 0;
        };
    }

    private Explanation explain(Filter filter, int limit, SearchParams params) {
        PointRead.Query plain = PointRead.Query.nearest(limit, Graphs.vector(random)).where(filter);
        return engine.read(
                Call.everything(),
                Graphs.NAME,
                new PointRead.Explain(
                        new PointRead.Query(
                                plain.target(),
                                plain.using(),
                                plain.filter(),
                                plain.limit(),
                                plain.offset(),
                                plain.scoreThreshold(),
                                params,
                                plain.selection())));
    }
}
