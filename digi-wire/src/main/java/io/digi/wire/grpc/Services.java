package io.digi.wire.grpc;

import io.digi.proto.CollectionsGrpc;
import io.digi.proto.PointsGrpc;
import io.digi.proto.QdrantGrpc;
import io.digi.proto.SnapshotsGrpc;
import io.grpc.ServiceDescriptor;
import java.util.List;

/// The services of the protocol, each with all of its methods, served or not.
public final class Services {
    private Services() {}

    public static List<ServiceDescriptor> all() {
        return List.of(
                QdrantGrpc.getServiceDescriptor(),
                CollectionsGrpc.getServiceDescriptor(),
                PointsGrpc.getServiceDescriptor(),
                SnapshotsGrpc.getServiceDescriptor());
    }
}
