package io.digi.wire.grpc;

import io.digi.model.change.PointSelection;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.proto.Points;
import java.util.List;

/// Which points a change is about.
final class PointSelectionCodec {
    private PointSelectionCodec() {}

    static Points.PointsSelector encode(PointSelection selection) {
        Points.PointsSelector.Builder message = Points.PointsSelector.newBuilder();
        return switch (selection) {
            case PointSelection.Ids(List<PointId> ids) ->
                    message.setPoints(
                                    Points.PointsIdsList.newBuilder()
                                            .addAllIds(PointIdCodec.encode(ids)))
                            .build();
            case PointSelection.Matching(Filter filter) ->
                    message.setFilter(FilterCodec.encode(filter)).build();
        };
    }

    static PointSelection decode(Reading in, String field, Points.PointsSelector message) {
        return in.at(field, () -> decode(in, message));
    }

    private static PointSelection decode(Reading in, Points.PointsSelector message) {
        return switch (message.getPointsSelectorOneOfCase()) {
            case POINTS ->
                    new PointSelection.Ids(
                            PointIdCodec.decode(in, "points", message.getPoints().getIdsList()));
            case FILTER ->
                    new PointSelection.Matching(
                            FilterCodec.decode(in, "filter", message.getFilter()));
            case POINTSSELECTORONEOF_NOT_SET ->
                    throw in.malformed("Either list of point ids or filter must be provided");
        };
    }
}
