package io.digi.wire.json;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of a `QueryRequest`.
final class QueryFields implements JsonReader.Fields {
    private static final int LIMIT_DEFAULT = 10;
    private static final String SUPPORTED =
            "queries are `nearest` to a vector or to a point id, or none for points in id order";

    private final JsonReader in;
    private final RankingFields ranking;
    private Optional<QueryTarget> target = Optional.empty();
    private VectorName using = VectorName.DEFAULT;

    private QueryFields(JsonReader in) {
        this.in = in;
        this.ranking = new RankingFields(in);
    }

    static PointRead.Query query(JsonReader in) {
        QueryFields fields = new QueryFields(in);
        in.object("struct QueryRequest", SelectionReader.ALIASES, fields);
        return fields.query();
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "query" -> target = in.isNull() ? target : Optional.of(target());
            case "using" -> using = in.isNull() ? using : JsonText.vectorName(in);
            case "prefetch", "lookup_from" -> in.refuse(SUPPORTED);
            default -> {
                return ranking.read(name);
            }
        }
        return true;
    }

    private PointRead.Query query() {
        if (target.isEmpty() && ranking.hasScoreThreshold()) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "A query is needed to use the score_threshold. Can't have"
                                    + " score_threshold without defining a query."));
        }
        return ranking.query(
                target.orElse(QueryTarget.IdOrder.ID_ORDER),
                using,
                ranking.limit().orElse(LIMIT_DEFAULT),
                "internal");
    }

    private QueryTarget target() {
        return switch (in.token()) {
            case START_ARRAY -> new QueryTarget.Vector(new VectorReader(in).dense());
            case VALUE_STRING, VALUE_NUMBER_INT -> new QueryTarget.Point(PointIdReader.id(in));
            case START_OBJECT -> variant();
            default -> throw in.wrongType("a vector, a point id or a query object");
        };
    }

    private QueryTarget variant() {
        List<QueryTarget> found = new ArrayList<>();
        in.object(
                "a query",
                name -> {
                    if (name.equals("nearest")) {
                        found.add(nearest());
                        return true;
                    }
                    return refuseVariant(name);
                });
        if (found.size() != 1) {
            throw in.malformed("a query must be a vector, a point id, or an object with `nearest`");
        }
        return found.getFirst();
    }

    private QueryTarget nearest() {
        return switch (in.token()) {
            case START_ARRAY -> new QueryTarget.Vector(new VectorReader(in).dense());
            case START_OBJECT -> throw in.unsupported("", SUPPORTED);
            default -> new QueryTarget.Point(PointIdReader.id(in));
        };
    }

    private boolean refuseVariant(String name) {
        return switch (name) {
            case "mmr",
                    "recommend",
                    "discover",
                    "context",
                    "order_by",
                    "fusion",
                    "rrf",
                    "formula",
                    "sample",
                    "relevance_feedback",
                    "indices",
                    "values",
                    "text",
                    "image",
                    "object" -> {
                if (!in.isNull()) {
                    throw in.unsupported("", SUPPORTED);
                }
                yield true;
            }
            default -> false;
        };
    }
}
