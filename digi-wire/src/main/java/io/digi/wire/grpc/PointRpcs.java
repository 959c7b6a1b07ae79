package io.digi.wire.grpc;

import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import java.util.List;

/// Every operation on points.
public final class PointRpcs {
    public static final Rpc<ReadRequest<List<ScoredPoint>>, List<ScoredPoint>, ?, ?> QUERY =
            new QueryRpc();
    public static final Rpc<ReadRequest<List<List<ScoredPoint>>>, List<List<ScoredPoint>>, ?, ?>
            QUERY_BATCH = new QueryBatchRpc();

    /// Its queries must be for a vector, as must those of the next.
    public static final Rpc<ReadRequest<List<ScoredPoint>>, List<ScoredPoint>, ?, ?> SEARCH =
            new SearchRpc();

    public static final Rpc<ReadRequest<List<List<ScoredPoint>>>, List<List<ScoredPoint>>, ?, ?>
            SEARCH_BATCH = new SearchBatchRpc();
    public static final Rpc<ReadRequest<List<PointRecord>>, List<PointRecord>, ?, ?> RETRIEVE =
            new RetrieveRpc();
    public static final Rpc<ReadRequest<ScrollPage>, ScrollPage, ?, ?> SCROLL = new ScrollRpc();
    public static final Rpc<ReadRequest<Long>, Long, ?, ?> COUNT = new CountRpc();

    /// Each of the eight has just one change, of its kind.
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> UPSERT = new UpsertRpc();

    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> DELETE = new DeletePointsRpc();
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> UPDATE_VECTORS =
            new UpdateVectorsRpc();
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> DELETE_VECTORS =
            new DeleteVectorsRpc();
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> SET_PAYLOAD = new SetPayloadRpc();
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> OVERWRITE_PAYLOAD =
            new OverwritePayloadRpc();
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> DELETE_PAYLOAD =
            new DeletePayloadRpc();
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> CLEAR_PAYLOAD = new ClearPayloadRpc();

    /// Any number of changes, of any kinds.
    public static final Rpc<WriteRequest, WriteAnswer, ?, ?> UPDATE_BATCH = new UpdateBatchRpc();

    private PointRpcs() {}
}
