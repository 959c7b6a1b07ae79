package io.digi.wire.grpc;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.proto.Points;
import io.digi.proto.Points.PointsUpdateOperation;

/// One change of a batch, of any of the eight kinds.
final class ChangeCodec {
    private ChangeCodec() {}

    static PointsUpdateOperation encode(PointChange change) {
        PointsUpdateOperation.Builder message = PointsUpdateOperation.newBuilder();
        return switch (change) {
            case PointChange.Upsert upsert -> message.setUpsert(UpsertCodec.encode(upsert)).build();
            case PointChange.Delete(PointSelection selection) ->
                    message.setDeletePoints(delete(selection)).build();
            case PointChange.UpdateVectors update ->
                    message.setUpdateVectors(VectorChangeCodec.encode(update)).build();
            case PointChange.DeleteVectors delete ->
                    message.setDeleteVectors(VectorChangeCodec.encode(delete)).build();
            case PointChange.SetPayload set ->
                    message.setSetPayload(PayloadChangeCodec.encode(set)).build();
            case PointChange.OverwritePayload overwrite ->
                    message.setOverwritePayload(PayloadChangeCodec.encode(overwrite)).build();
            case PointChange.DeletePayload delete ->
                    message.setDeletePayload(PayloadChangeCodec.encode(delete)).build();
            case PointChange.ClearPayload(PointSelection selection) ->
                    message.setClearPayload(clear(selection)).build();
        };
    }

    static PointChange decode(Reading in, PointsUpdateOperation message) {
        return switch (message.getOperationCase()) {
            case UPSERT -> in.at("upsert", () -> UpsertCodec.decode(in, message.getUpsert()));
            case UPDATE_VECTORS ->
                    in.at(
                            "update_vectors",
                            () -> VectorChangeCodec.decode(in, message.getUpdateVectors()));
            case DELETE_VECTORS ->
                    in.at(
                            "delete_vectors",
                            () -> VectorChangeCodec.decode(in, message.getDeleteVectors()));
            case SET_PAYLOAD ->
                    in.at(
                            "set_payload",
                            () -> PayloadChangeCodec.decode(in, message.getSetPayload()));
            case OVERWRITE_PAYLOAD ->
                    in.at(
                            "overwrite_payload",
                            () -> PayloadChangeCodec.decode(in, message.getOverwritePayload()));
            case DELETE_PAYLOAD ->
                    in.at(
                            "delete_payload",
                            () -> PayloadChangeCodec.decode(in, message.getDeletePayload()));
            case DELETE_POINTS, DELETE_DEPRECATED -> decodeDelete(in, message);
            case CLEAR_PAYLOAD, CLEAR_PAYLOAD_DEPRECATED -> decodeClear(in, message);
            case OPERATION_NOT_SET -> throw in.malformed("No operation provided");
        };
    }

    private static PointsUpdateOperation.DeletePoints delete(PointSelection selection) {
        return PointsUpdateOperation.DeletePoints.newBuilder()
                .setPoints(PointSelectionCodec.encode(selection))
                .build();
    }

    private static PointsUpdateOperation.ClearPayload clear(PointSelection selection) {
        return PointsUpdateOperation.ClearPayload.newBuilder()
                .setPoints(PointSelectionCodec.encode(selection))
                .build();
    }

    // Older clients send the selector itself.
    @SuppressWarnings("deprecation")
    private static PointChange decodeDelete(Reading in, PointsUpdateOperation message) {
        if (message.hasDeleteDeprecated()) {
            return new PointChange.Delete(selection(in, message.getDeleteDeprecated()));
        }
        RequestFields.refuseShardKey(in, message.getDeletePoints().getShardKeySelector());
        return new PointChange.Delete(selection(in, message.getDeletePoints().getPoints()));
    }

    // As above.
    @SuppressWarnings("deprecation")
    private static PointChange decodeClear(Reading in, PointsUpdateOperation message) {
        if (message.hasClearPayloadDeprecated()) {
            return new PointChange.ClearPayload(selection(in, message.getClearPayloadDeprecated()));
        }
        RequestFields.refuseShardKey(in, message.getClearPayload().getShardKeySelector());
        return new PointChange.ClearPayload(selection(in, message.getClearPayload().getPoints()));
    }

    private static PointSelection selection(Reading in, Points.PointsSelector message) {
        return PointSelectionCodec.decode(in, "points", message);
    }
}
