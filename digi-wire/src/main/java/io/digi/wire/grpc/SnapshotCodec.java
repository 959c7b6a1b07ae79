package io.digi.wire.grpc;

import com.google.protobuf.Timestamp;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.proto.SnapshotsService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Descriptions of snapshots.
final class SnapshotCodec {
    private SnapshotCodec() {}

    static SnapshotsService.SnapshotDescription encode(SnapshotInfo info) {
        SnapshotsService.SnapshotDescription.Builder message =
                SnapshotsService.SnapshotDescription.newBuilder()
                        .setName(info.name())
                        .setSize(info.sizeBytes());
        info.created()
                .map(time -> Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build())
                .ifPresent(message::setCreationTime);
        info.checksum().ifPresent(message::setChecksum);
        return message.build();
    }

    static SnapshotInfo decode(SnapshotsService.SnapshotDescription message) {
        return new SnapshotInfo(
                message.getName(),
                message.hasCreationTime()
                        ? Optional.of(Instant.ofEpochSecond(message.getCreationTime().getSeconds()))
                        : Optional.empty(),
                message.getSize(),
                message.hasChecksum() ? Optional.of(message.getChecksum()) : Optional.empty());
    }

    static SnapshotsService.CreateSnapshotResponse created(SnapshotInfo info, double seconds) {
        return SnapshotsService.CreateSnapshotResponse.newBuilder()
                .setSnapshotDescription(encode(info))
                .setTime(seconds)
                .build();
    }

    static SnapshotsService.ListSnapshotsResponse listed(List<SnapshotInfo> infos, double seconds) {
        return SnapshotsService.ListSnapshotsResponse.newBuilder()
                .addAllSnapshotDescriptions(infos.stream().map(SnapshotCodec::encode).toList())
                .setTime(seconds)
                .build();
    }

    static List<SnapshotInfo> listed(SnapshotsService.ListSnapshotsResponse message) {
        return message.getSnapshotDescriptionsList().stream().map(SnapshotCodec::decode).toList();
    }

    static SnapshotsService.DeleteSnapshotResponse deleted(double seconds) {
        return SnapshotsService.DeleteSnapshotResponse.newBuilder().setTime(seconds).build();
    }
}
