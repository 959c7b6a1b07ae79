package io.digi.wire.grpc;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation.PointStructList;

/// Points to be stored whole.
final class UpsertCodec {
    private UpsertCodec() {}

    static PointStructList encode(PointChange.Upsert change) {
        return PointStructList.newBuilder()
                .addAllPoints(change.points().stream().map(UpsertCodec::encode).toList())
                .build();
    }

    static PointChange.Upsert decode(Reading in, PointStructList message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        in.refuse(message.hasUpdateFilter(), "update_filter", "writes are unconditional");
        in.refuse(
                message.getUpdateMode() != Points.UpdateMode.Upsert,
                "update_mode",
                "the mode is `upsert`");
        return new PointChange.Upsert(
                in.each("points", message.getPointsList(), point -> decode(in, point)));
    }

    private static Points.PointStruct encode(Point point) {
        return Points.PointStruct.newBuilder()
                .setId(PointIdCodec.encode(point.id()))
                .setVectors(VectorCodec.encode(point.vectors()))
                .putAllPayload(PayloadCodec.encode(point.payload()))
                .build();
    }

    private static Point decode(Reading in, Points.PointStruct message) {
        if (!message.hasId()) {
            throw in.malformed("Empty ID is not allowed");
        }
        if (!message.hasVectors()) {
            throw in.malformed("Expected some vectors");
        }
        return new Point(
                PointIdCodec.decode(in, "id", message.getId()),
                in.at("vectors", () -> VectorCodec.decode(in, message.getVectors())),
                PayloadCodec.decode(in, "payload", message.getPayloadMap()));
    }
}
