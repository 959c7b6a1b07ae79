package io.digi.server.http;

import io.digi.wire.json.ChangeReader;

/// What each operation does: reads the request and says what is left to do.
final class Endpoints {
    private final PointEndpoints points;
    private final CollectionEndpoints collections;
    private final ServiceEndpoints service;
    private final SnapshotEndpoints snapshots;
    private final StaticContent dashboard;

    Endpoints(
            PointEndpoints points,
            CollectionEndpoints collections,
            ServiceEndpoints service,
            SnapshotEndpoints snapshots,
            StaticContent dashboard) {
        this.points = points;
        this.collections = collections;
        this.service = service;
        this.snapshots = snapshots;
        this.dashboard = dashboard;
    }

    Work prepare(RestRequest r) {
        return switch (r.action()) {
            case ABOUT -> Work.direct(service::about);
            case HEALTHZ, LIVEZ -> Work.direct(service::alive);
            case READYZ -> Work.direct(service::ready);
            case HEALTH -> Work.direct(() -> service.health(r));
            case DASHBOARD -> Work.direct(() -> dashboard.file(r.rest(), r.route().endsInSlash()));
            case METRICS -> Work.direct(() -> service.metrics(r));
            case TELEMETRY -> Work.direct(() -> service.telemetry(r));
            case JOBS -> Work.direct(() -> service.jobs(r));
            case ISSUES -> Work.direct(() -> service.issues(r));
            case CLEAR_ISSUES -> Work.direct(() -> service.clearIssues(r));
            case CLUSTER -> Work.direct(() -> service.cluster(r));

            case LIST_COLLECTIONS -> collections.list(r);
            case DESCRIBE_COLLECTION -> collections.describe(r);
            case COLLECTION_EXISTS -> collections.exists(r);
            case CREATE_COLLECTION -> collections.create(r);
            case UPDATE_COLLECTION -> collections.update(r);
            case DELETE_COLLECTION -> collections.drop(r);
            case CREATE_INDEX -> collections.createIndex(r);
            case DELETE_INDEX -> collections.dropIndex(r);
            case LIST_ALIASES -> collections.aliases(r);
            case LIST_COLLECTION_ALIASES -> collections.aliasesOfCollection(r);
            case CHANGE_ALIASES -> collections.changeAliases(r);

            case LIST_SNAPSHOTS, LIST_SHARD_SNAPSHOTS, LIST_FULL_SNAPSHOTS -> snapshots.list(r);
            case CREATE_SNAPSHOT, CREATE_SHARD_SNAPSHOT, CREATE_FULL_SNAPSHOT ->
                    snapshots.create(r);
            case DOWNLOAD_SNAPSHOT, DOWNLOAD_SHARD_SNAPSHOT, DOWNLOAD_FULL_SNAPSHOT ->
                    snapshots.download(r);
            case DELETE_SNAPSHOT, DELETE_SHARD_SNAPSHOT, DELETE_FULL_SNAPSHOT ->
                    snapshots.delete(r);
            case RECOVER_SNAPSHOT, RECOVER_SHARD_SNAPSHOT, RECOVER_FULL_SNAPSHOT ->
                    snapshots.recover(r);
            case UPLOAD_SNAPSHOT, UPLOAD_SHARD_SNAPSHOT -> snapshots.upload(r);
            case STREAM_SHARD_SNAPSHOT -> snapshots.stream(r);

            case RETRIEVE -> points.retrieve(r);
            case RETRIEVE_ONE -> points.retrieveOne(r);
            case SCROLL -> points.scroll(r);
            case COUNT -> points.count(r);
            case QUERY -> points.query(r);
            case EXPLAIN_QUERY -> points.explain(r);
            case QUERY_BATCH -> points.queryBatch(r);
            case SEARCH -> points.search(r);
            case SEARCH_BATCH -> points.searchBatch(r);

            case UPSERT -> points.write(r, ChangeReader.upsert(r.body()));
            case DELETE_POINTS -> points.write(r, ChangeReader.delete(r.body()));
            case UPDATE_VECTORS -> points.write(r, ChangeReader.updateVectors(r.body()));
            case DELETE_VECTORS -> points.write(r, ChangeReader.deleteVectors(r.body()));
            case SET_PAYLOAD -> points.write(r, ChangeReader.setPayload(r.body()));
            case OVERWRITE_PAYLOAD -> points.write(r, ChangeReader.overwritePayload(r.body()));
            case DELETE_PAYLOAD -> points.write(r, ChangeReader.deletePayload(r.body()));
            case CLEAR_PAYLOAD -> points.write(r, ChangeReader.clearPayload(r.body()));
            case BATCH -> points.batch(r);
        };
    }
}
