package io.digi.wire.json;

import io.digi.model.change.PointSelection;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import java.util.List;
import java.util.Optional;

/// Which points a change is about: `points` or `filter`.
final class PointSelectionFields implements JsonReader.Fields {
    private final JsonReader in;
    private Optional<List<PointId>> ids = Optional.empty();
    private Optional<Filter> filter = Optional.empty();

    PointSelectionFields(JsonReader in) {
        this.in = in;
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "points" -> ids = in.isNull() ? ids : Optional.of(PointIdReader.ids(in));
            case "filter" -> filter = in.isNull() ? filter : Optional.of(FilterReader.filter(in));
            case "shard_key" -> in.refuse(RankingFields.ONE_SHARD);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Both would be two meanings; Qdrant takes one and passes over the other in silence.
    PointSelection selection() {
        if (ids.isPresent() && filter.isPresent()) {
            throw new DigiException(
                    new Problem.BadRequest("Give either `points` or `filter`, not both"));
        }
        if (ids.isPresent()) {
            return new PointSelection.Ids(ids.get());
        }
        return new PointSelection.Matching(
                filter.orElseThrow(
                        () -> in.malformed("Either list of point ids or filter must be provided")));
    }
}
