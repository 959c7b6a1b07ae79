package io.digi.engine.plan;

import io.digi.engine.filter.MissingIndex;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.SearchStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Says in sentences what would make a query cheaper, or is worth knowing of it.
final class Hints {
    private final long checkedPoints;
    private final List<String> sentences = new ArrayList<>();

    Hints(long checkedPoints) {
        this.checkedPoints = checkedPoints;
    }

    /// About indexes that conditions lack.
    ///
    /// @param building keys whose index is not complete yet
    Hints of(Set<MissingIndex> missing, Set<JsonPath> building) {
        for (MissingIndex index : missing) {
            String checked =
                    "the filter on `%s` is checked on payloads, %,d of them for this query"
                            .formatted(index.key(), checkedPoints);
            sentences.add(
                    building.contains(index.key())
                            ? checked + " until its index is built"
                            : checked + ": create " + named(index.kinds()) + " on it");
        }
        return this;
    }

    /// About how hits were found.
    Hints of(List<SearchStep> steps, int limit) {
        for (SearchStep step : steps) {
            switch (step) {
                case SearchStep.Vectors(SearchStep.Why why, long compared) ->
                        ofVectors(why, compared);
                case SearchStep.Graph graph when graph.kept() < Math.min(limit, graph.wanted()) ->
                        sentences.add(
                                ("the graph led to %,d of %,d points that were wanted: a larger"
                                                + " `hnsw_ef` than %,d looks further")
                                        .formatted(graph.kept(), graph.wanted(), graph.ef()));
                case SearchStep.TailCodes(_, long compared, _) ->
                        sentences.add(
                                ("%,d vectors are not in the index yet, or not again, and their"
                                                + " codes are compared one by one")
                                        .formatted(compared));
                case SearchStep.Graph _,
                        SearchStep.Codes _,
                        SearchStep.Rescored _,
                        SearchStep.Checked _,
                        SearchStep.InIdOrder _ -> {}
            }
        }
        return this;
    }

    private void ofVectors(SearchStep.Why why, long compared) {
        switch (why) {
            case EXACT_ASKED ->
                    sentences.add(
                            "`exact` is set: all %,d vectors that may match are compared"
                                    .formatted(compared));
            case NOT_INDEXED ->
                    sentences.add(
                            ("%,d vectors are not in the index yet, or not again, and are"
                                            + " compared one by one")
                                    .formatted(compared));
            case NO_INDEX, FEW, ALL_CHECKED -> {}
        }
    }

    List<String> sentences() {
        return sentences;
    }

    /// `a keyword or uuid index`, in the order of the kinds.
    private static String named(Set<PayloadIndexKind> kinds) {
        if (kinds.size() == PayloadIndexKind.values().length) {
            return "an index of any kind";
        }
        String names =
                EnumSet.copyOf(kinds).stream()
                        .map(PayloadIndexKind::typeName)
                        .collect(Collectors.joining(" or "));
        return (names.startsWith("i") ? "an " : "a ") + names + " index";
    }
}
