package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.model.payload.JsonPath;
import io.digi.proto.Points.PointsUpdateOperation.DeletePayload;
import io.digi.proto.Points.PointsUpdateOperation.OverwritePayload;
import io.digi.proto.Points.PointsUpdateOperation.SetPayload;
import java.util.Optional;

/// Changes of the payload of points that exist.
final class PayloadChangeCodec {
    private PayloadChangeCodec() {}

    static SetPayload encode(PointChange.SetPayload change) {
        SetPayload.Builder message =
                SetPayload.newBuilder()
                        .setPointsSelector(PointSelectionCodec.encode(change.selection()))
                        .putAllPayload(PayloadCodec.encode(change.payload()));
        change.key().ifPresent(key -> message.setKey(key.toString()));
        return message.build();
    }

    static PointChange.SetPayload decode(Reading in, SetPayload message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        Optional<JsonPath> key =
                message.hasKey()
                        ? Optional.of(RequestFields.path(in, "key", message.getKey()))
                        : Optional.empty();
        return new PointChange.SetPayload(
                PointSelectionCodec.decode(in, "points_selector", message.getPointsSelector()),
                PayloadCodec.decode(in, "payload", message.getPayloadMap()),
                key);
    }

    static OverwritePayload encode(PointChange.OverwritePayload change) {
        return OverwritePayload.newBuilder()
                .setPointsSelector(PointSelectionCodec.encode(change.selection()))
                .putAllPayload(PayloadCodec.encode(change.payload()))
                .build();
    }

    static PointChange.OverwritePayload decode(Reading in, OverwritePayload message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        in.refuse(
                message.hasKey(), "key", "overwrite replaces the payload whole; set one by `key`");
        return new PointChange.OverwritePayload(
                PointSelectionCodec.decode(in, "points_selector", message.getPointsSelector()),
                PayloadCodec.decode(in, "payload", message.getPayloadMap()));
    }

    static DeletePayload encode(PointChange.DeletePayload change) {
        return DeletePayload.newBuilder()
                .setPointsSelector(PointSelectionCodec.encode(change.selection()))
                .addAllKeys(change.keys().stream().map(JsonPath::toString).toList())
                .build();
    }

    static PointChange.DeletePayload decode(Reading in, DeletePayload message) {
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        return new PointChange.DeletePayload(
                PointSelectionCodec.decode(in, "points_selector", message.getPointsSelector()),
                RequestFields.paths(in, "keys", message.getKeysList()));
    }
}
