package io.digi.server.http;

import io.digi.model.error.DigiException;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.server.access.Action;
import io.digi.server.access.Caller;
import io.digi.wire.error.HttpStatus;
import io.digi.wire.error.RequestPart;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// A request that was let in, with its body still to be read.
record RestRequest(
        RouteMatch.Found route,
        QueryParameters query,
        Caller caller,
        Function<String, Optional<String>> header,
        InputStream body,
        LongSupplier elapsedNanos) {
    Action action() {
        return route.action();
    }

    CollectionName collection() {
        return variable("collection_name", CollectionName::new);
    }

    PointId pointId() {
        return variable("id", PointId::ofPathSegment);
    }

    JsonPath payloadKey() {
        return variable("field_name", JsonPath::parse);
    }

    /// What snapshots an operation is about.
    SnapshotOwner snapshotOwner() {
        String shard = route.variables().get("shard_id");
        if (shard != null && !shard.equals("0")) {
            throw new RequestRefused(404, "Not found: Shard %s not found".formatted(shard));
        }
        if (shard != null) {
            return new SnapshotOwner.Shard(collection());
        }
        return route.variables().containsKey("collection_name")
                ? new SnapshotOwner.Collection(collection())
                : SnapshotOwner.Storage.STORAGE;
    }

    String snapshotName() {
        return route.variables().getOrDefault("snapshot_name", "");
    }

    List<String> rest() {
        return route.rest();
    }

    private <T> T variable(String name, Function<String, T> parser) {
        try {
            return parser.apply(route.variables().getOrDefault(name, ""));
        } catch (DigiException e) {
            throw new RequestRefused(HttpStatus.of(e.problem(), RequestPart.PATH));
        }
    }
}
