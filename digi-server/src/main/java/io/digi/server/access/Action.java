package io.digi.server.access;

/// Every operation of the REST API: its method, the template of its path, and the right it needs.
/// What has no row here does not exist. A segment in braces stands for any text; `**` at the end
/// for any rest.
public enum Action implements Operation {
    ABOUT("GET", "/", Right.PUBLIC),
    HEALTHZ("GET", "/healthz", Right.PUBLIC),
    LIVEZ("GET", "/livez", Right.PUBLIC),
    READYZ("GET", "/readyz", Right.PUBLIC),
    HEALTH("GET", "/health", Right.PUBLIC),
    DASHBOARD("GET", "/dashboard/**", Right.PUBLIC),

    METRICS("GET", "/metrics", Right.ADMIN),
    TELEMETRY("GET", "/telemetry", Right.ADMIN),
    JOBS("GET", "/jobs", Right.ADMIN),
    ISSUES("GET", "/issues", Right.ADMIN),
    CLEAR_ISSUES("DELETE", "/issues", Right.MANAGE),
    CLUSTER("GET", "/cluster", Right.READ),

    LIST_COLLECTIONS("GET", "/collections", Right.READ),
    DESCRIBE_COLLECTION("GET", "/collections/{collection_name}", Right.READ),
    COLLECTION_EXISTS("GET", "/collections/{collection_name}/exists", Right.READ),
    CREATE_COLLECTION("PUT", "/collections/{collection_name}", Right.MANAGE),
    UPDATE_COLLECTION("PATCH", "/collections/{collection_name}", Right.MANAGE),
    DELETE_COLLECTION("DELETE", "/collections/{collection_name}", Right.MANAGE),
    CREATE_INDEX("PUT", "/collections/{collection_name}/index", Right.MANAGE),
    DELETE_INDEX("DELETE", "/collections/{collection_name}/index/{field_name}", Right.MANAGE),

    LIST_ALIASES("GET", "/aliases", Right.READ),
    LIST_COLLECTION_ALIASES("GET", "/collections/{collection_name}/aliases", Right.READ),
    CHANGE_ALIASES("POST", "/collections/aliases", Right.MANAGE),

    LIST_SNAPSHOTS("GET", "/collections/{collection_name}/snapshots", Right.ADMIN),
    CREATE_SNAPSHOT("POST", "/collections/{collection_name}/snapshots", Right.MANAGE),
    RECOVER_SNAPSHOT("PUT", "/collections/{collection_name}/snapshots/recover", Right.MANAGE),
    UPLOAD_SNAPSHOT("POST", "/collections/{collection_name}/snapshots/upload", Right.MANAGE),
    DOWNLOAD_SNAPSHOT(
            "GET", "/collections/{collection_name}/snapshots/{snapshot_name}", Right.ADMIN),
    DELETE_SNAPSHOT(
            "DELETE", "/collections/{collection_name}/snapshots/{snapshot_name}", Right.MANAGE),
    STREAM_SHARD_SNAPSHOT(
            "GET", "/collections/{collection_name}/shards/{shard_id}/snapshot", Right.ADMIN),
    LIST_SHARD_SNAPSHOTS(
            "GET", "/collections/{collection_name}/shards/{shard_id}/snapshots", Right.ADMIN),
    CREATE_SHARD_SNAPSHOT(
            "POST", "/collections/{collection_name}/shards/{shard_id}/snapshots", Right.MANAGE),
    RECOVER_SHARD_SNAPSHOT(
            "PUT",
            "/collections/{collection_name}/shards/{shard_id}/snapshots/recover",
            Right.MANAGE),
    UPLOAD_SHARD_SNAPSHOT(
            "POST",
            "/collections/{collection_name}/shards/{shard_id}/snapshots/upload",
            Right.MANAGE),
    DOWNLOAD_SHARD_SNAPSHOT(
            "GET",
            "/collections/{collection_name}/shards/{shard_id}/snapshots/{snapshot_name}",
            Right.ADMIN),
    DELETE_SHARD_SNAPSHOT(
            "DELETE",
            "/collections/{collection_name}/shards/{shard_id}/snapshots/{snapshot_name}",
            Right.MANAGE),
    LIST_FULL_SNAPSHOTS("GET", "/snapshots", Right.ADMIN),
    CREATE_FULL_SNAPSHOT("POST", "/snapshots", Right.MANAGE),
    RECOVER_FULL_SNAPSHOT("PUT", "/snapshots/recover", Right.MANAGE),
    DOWNLOAD_FULL_SNAPSHOT("GET", "/snapshots/{snapshot_name}", Right.ADMIN),
    DELETE_FULL_SNAPSHOT("DELETE", "/snapshots/{snapshot_name}", Right.MANAGE),

    RETRIEVE("POST", "/collections/{collection_name}/points", Right.READ),
    RETRIEVE_ONE("GET", "/collections/{collection_name}/points/{id}", Right.READ),
    SCROLL("POST", "/collections/{collection_name}/points/scroll", Right.READ),
    COUNT("POST", "/collections/{collection_name}/points/count", Right.READ),
    QUERY("POST", "/collections/{collection_name}/points/query", Right.READ),
    EXPLAIN_QUERY("POST", "/collections/{collection_name}/points/query/explain", Right.READ),
    QUERY_BATCH("POST", "/collections/{collection_name}/points/query/batch", Right.READ),
    SEARCH("POST", "/collections/{collection_name}/points/search", Right.READ),
    SEARCH_BATCH("POST", "/collections/{collection_name}/points/search/batch", Right.READ),

    UPSERT("PUT", "/collections/{collection_name}/points", Right.WRITE),
    DELETE_POINTS("POST", "/collections/{collection_name}/points/delete", Right.WRITE),
    UPDATE_VECTORS("PUT", "/collections/{collection_name}/points/vectors", Right.WRITE),
    DELETE_VECTORS("POST", "/collections/{collection_name}/points/vectors/delete", Right.WRITE),
    SET_PAYLOAD("POST", "/collections/{collection_name}/points/payload", Right.WRITE),
    OVERWRITE_PAYLOAD("PUT", "/collections/{collection_name}/points/payload", Right.WRITE),
    DELETE_PAYLOAD("POST", "/collections/{collection_name}/points/payload/delete", Right.WRITE),
    CLEAR_PAYLOAD("POST", "/collections/{collection_name}/points/payload/clear", Right.WRITE),
    BATCH("POST", "/collections/{collection_name}/points/batch", Right.WRITE);

    private final String method;
    private final String template;
    private final Right right;

    Action(String method, String template, Right right) {
        this.method = method;
        this.template = template;
        this.right = right;
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST;
    }

    @Override
    public String method() {
        return method;
    }

    /// The path with its variable parts in braces.
    public String template() {
        return template;
    }

    @Override
    public String endpoint() {
        return template;
    }

    @Override
    public Right right() {
        return right;
    }

    @Override
    public boolean isHealth() {
        return this == HEALTHZ || this == LIVEZ || this == READYZ || this == HEALTH;
    }

    @Override
    public boolean isSearch() {
        return this == QUERY || this == QUERY_BATCH || this == SEARCH || this == SEARCH_BATCH;
    }

    /// Whether its body is a file of any size.
    public boolean isUpload() {
        return this == UPLOAD_SNAPSHOT || this == UPLOAD_SHARD_SNAPSHOT;
    }
}
