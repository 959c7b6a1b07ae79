package io.digi.wire.grpc;

import io.digi.model.config.Alias;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.id.CollectionName;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.CollectionUpdate;
import java.util.List;

/// Every operation on collections, their aliases and their payload indexes, and the one about the
/// server.
public final class CollectionRpcs {
    public static final Rpc<NoContent, List<CollectionName>, ?, ?> LIST = new ListCollectionsRpc();
    public static final Rpc<CollectionName, CollectionInfo, ?, ?> DESCRIBE =
            new DescribeCollectionRpc();
    public static final Rpc<CollectionName, Boolean, ?, ?> EXISTS = new CollectionExistsRpc();
    public static final Rpc<CollectionRequest<CollectionUpdate>, Boolean, ?, ?> UPDATE =
            new UpdateCollectionRpc();
    public static final Rpc<CollectionRequest<NoContent>, Boolean, ?, ?> DELETE =
            new DeleteCollectionRpc();
    public static final Rpc<NoContent, List<Alias>, ?, ?> LIST_ALIASES = new ListAliasesRpc();
    public static final Rpc<CollectionName, List<Alias>, ?, ?> LIST_COLLECTION_ALIASES =
            new ListCollectionAliasesRpc();
    public static final Rpc<AliasRequest, Boolean, ?, ?> CHANGE_ALIASES = new ChangeAliasesRpc();
    public static final Rpc<IndexRequest<CollectionChange.CreatePayloadIndex>, WriteAnswer, ?, ?>
            CREATE_INDEX = new CreateIndexRpc();
    public static final Rpc<IndexRequest<CollectionChange.DropPayloadIndex>, WriteAnswer, ?, ?>
            DELETE_INDEX = new DeleteIndexRpc();
    public static final Rpc<NoContent, About, ?, ?> ABOUT = new AboutRpc();

    private CollectionRpcs() {}

    /// Makes a collection; where a request is read, the defaults fill its gaps.
    public static Rpc<CollectionRequest<CollectionConfig>, Boolean, ?, ?> create(
            CollectionDefaults defaults) {
        return new CreateCollectionRpc(defaults);
    }
}
