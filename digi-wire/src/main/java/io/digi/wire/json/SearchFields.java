package io.digi.wire.json;

import io.digi.model.id.VectorName;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.vector.DenseVector;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonToken;

/// The fields of a legacy `SearchRequest`.
final class SearchFields implements JsonReader.Fields {
    private static final Map<String, String> ALIASES =
            Map.of("with_vectors", "with_vector", "top", "limit");

    private final JsonReader in;
    private final RankingFields ranking;
    private Optional<DenseVector> vector = Optional.empty();
    private VectorName using = VectorName.DEFAULT;

    private SearchFields(JsonReader in) {
        this.in = in;
        this.ranking = new RankingFields(in);
    }

    static PointRead.Query search(JsonReader in) {
        SearchFields fields = new SearchFields(in);
        in.object("struct SearchRequest", ALIASES, fields);
        return fields.query();
    }

    @Override
    public boolean read(String name) {
        if (!name.equals("vector")) {
            return ranking.read(name);
        }
        if (in.token() == JsonToken.START_OBJECT) {
            in.object("a named vector", this::readNamed);
        } else {
            vector = Optional.of(new VectorReader(in).dense());
        }
        return true;
    }

    private boolean readNamed(String name) {
        switch (name) {
            case "name" -> using = JsonText.vectorName(in);
            case "vector" -> vector = Optional.of(new VectorReader(in).namedDense());
            default -> {
                return false;
            }
        }
        return true;
    }

    private PointRead.Query query() {
        return ranking.query(
                new QueryTarget.Vector(vector.orElseThrow(() -> in.missing("vector"))),
                using,
                ranking.limit().orElseThrow(() -> in.missing("limit")),
                "search_request");
    }
}
