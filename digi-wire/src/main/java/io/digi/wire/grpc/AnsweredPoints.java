package io.digi.wire.grpc;

import io.digi.model.payload.Payload;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.model.vector.NamedVectors;
import io.digi.proto.JsonWithInt;
import io.digi.proto.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Points in answers: hits of a query, and points as they are stored.
final class AnsweredPoints {
    private AnsweredPoints() {}

    static List<Points.ScoredPoint> encodeHits(List<ScoredPoint> hits) {
        List<Points.ScoredPoint> messages = new ArrayList<>(hits.size());
        for (ScoredPoint hit : hits) {
            Points.ScoredPoint.Builder message =
                    Points.ScoredPoint.newBuilder()
                            .setId(PointIdCodec.encode(hit.id()))
                            .setVersion(hit.version())
                            .setScore(hit.score());
            hit.payload().ifPresent(p -> message.putAllPayload(PayloadCodec.encode(p)));
            hit.vectors().ifPresent(v -> message.setVectors(VectorCodec.encodeOutput(v)));
            messages.add(message.build());
        }
        return messages;
    }

    static List<ScoredPoint> decodeHits(
            Reading in, Selection selection, List<Points.ScoredPoint> messages) {
        return in.each("result", messages, message -> hit(in, selection, message));
    }

    private static ScoredPoint hit(Reading in, Selection selection, Points.ScoredPoint message) {
        return new ScoredPoint(
                PointIdCodec.decode(in, "id", message.getId()),
                message.getVersion(),
                message.getScore(),
                payload(in, selection, message.getPayloadMap()),
                vectors(in, selection, message.hasVectors(), message.getVectors()));
    }

    static List<Points.RetrievedPoint> encodeRecords(List<PointRecord> records) {
        List<Points.RetrievedPoint> messages = new ArrayList<>(records.size());
        for (PointRecord point : records) {
            Points.RetrievedPoint.Builder message =
                    Points.RetrievedPoint.newBuilder().setId(PointIdCodec.encode(point.id()));
            point.payload().ifPresent(p -> message.putAllPayload(PayloadCodec.encode(p)));
            point.vectors().ifPresent(v -> message.setVectors(VectorCodec.encodeOutput(v)));
            messages.add(message.build());
        }
        return messages;
    }

    static List<PointRecord> decodeRecords(
            Reading in, Selection selection, List<Points.RetrievedPoint> messages) {
        return in.each(
                "result",
                messages,
                message ->
                        new PointRecord(
                                PointIdCodec.decode(in, "id", message.getId()),
                                payload(in, selection, message.getPayloadMap()),
                                vectors(
                                        in,
                                        selection,
                                        message.hasVectors(),
                                        message.getVectors())));
    }

    private static Optional<Payload> payload(
            Reading in, Selection selection, Map<String, JsonWithInt.Value> fields) {
        return selection.payload() == PayloadSelector.Whole.NONE
                ? Optional.empty()
                : Optional.of(PayloadCodec.decode(in, "payload", fields));
    }

    private static Optional<NamedVectors> vectors(
            Reading in, Selection selection, boolean given, Points.VectorsOutput message) {
        if (selection.vectors() == VectorSelector.Whole.NONE) {
            return Optional.empty();
        }
        return Optional.of(given ? VectorCodec.decodeOutput(in, message) : NamedVectors.NONE);
    }
}
