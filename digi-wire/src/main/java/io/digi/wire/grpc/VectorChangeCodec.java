package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointVectors;
import io.digi.model.error.Violation;
import io.digi.model.id.VectorName;
import io.digi.model.vector.NamedVectors;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.DeleteVectors;
import io.digi.proto.Points.PointsUpdateOperation.UpdateVectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Changes of the vectors of points that exist.
final class VectorChangeCodec {
    private VectorChangeCodec() {}

    static UpdateVectors encode(PointChange.UpdateVectors change) {
        return UpdateVectors.newBuilder()
                .addAllPoints(change.points().stream().map(VectorChangeCodec::encode).toList())
                .build();
    }

    static PointChange.UpdateVectors decode(Reading in, UpdateVectors message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        in.refuse(message.hasUpdateFilter(), "update_filter", "writes are unconditional");
        if (message.getPointsCount() == 0) {
            in.violate(new Violation("points", "must specify points to update"));
        }
        return new PointChange.UpdateVectors(
                in.each("points", message.getPointsList(), point -> decode(in, point)));
    }

    static DeleteVectors encode(PointChange.DeleteVectors change) {
        List<String> names = change.vectors().stream().map(VectorName::value).toList();
        return DeleteVectors.newBuilder()
                .setPointsSelector(PointSelectionCodec.encode(change.selection()))
                .setVectors(Points.VectorsSelector.newBuilder().addAllNames(names))
                .build();
    }

    static PointChange.DeleteVectors decode(Reading in, DeleteVectors message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        if (message.getVectors().getNamesCount() == 0) {
            in.violate(new Violation("vectors", "must specify vector names to delete"));
        }
        Set<VectorName> names = new HashSet<>();
        message.getVectors()
                .getNamesList()
                .forEach(name -> names.add(RequestFields.vector(in, "vectors", name)));
        return new PointChange.DeleteVectors(
                PointSelectionCodec.decode(in, "points_selector", message.getPointsSelector()),
                names);
    }

    private static Points.PointVectors encode(PointVectors point) {
        return Points.PointVectors.newBuilder()
                .setId(PointIdCodec.encode(point.id()))
                .setVectors(VectorCodec.encode(point.vectors()))
                .build();
    }

    private static PointVectors decode(Reading in, Points.PointVectors message) {
        if (!message.hasId()) {
            throw in.malformed("Empty ID is not allowed");
        }
        if (!message.hasVectors()) {
            throw in.malformed("Expected some vectors");
        }
        NamedVectors vectors = in.at("vectors", () -> VectorCodec.decode(in, message.getVectors()));
        if (vectors.isEmpty()) {
            in.violate(new Violation("vectors", "must specify vectors to update for point"));
        }
        return new PointVectors(PointIdCodec.decode(in, "id", message.getId()), vectors);
    }
}
