package io.digi.wire.grpc;

import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.id.CollectionName;
import io.digi.proto.Collections;
import java.util.List;

/// Second names of collections.
final class AliasCodec {
    private AliasCodec() {}

    static Collections.ListAliasesResponse encode(List<Alias> aliases, double seconds) {
        Collections.ListAliasesResponse.Builder message =
                Collections.ListAliasesResponse.newBuilder().setTime(seconds);
        aliases.forEach(alias ->
                message.addAliases(
                        Collections.AliasDescription.newBuilder()
                                .setAliasName(alias.alias().value())
                                .setCollectionName(alias.collection().value())));
        return message.build();
    }

    static List<Alias> decode(Collections.ListAliasesResponse message) {
        return message.getAliasesList().stream()
                .map(alias ->
                        new Alias(
                                new CollectionName(alias.getAliasName()),
                                new CollectionName(alias.getCollectionName())))
                .toList();
    }

    static Collections.AliasOperations encode(AliasChange change) {
        Collections.AliasOperations.Builder message = Collections.AliasOperations.newBuilder();
        return switch (change) {
            case AliasChange.Create(CollectionName collection, CollectionName alias) ->
                    message.setCreateAlias(
                                    Collections.CreateAlias.newBuilder()
                                            .setCollectionName(collection.value())
                                            .setAliasName(alias.value()))
                            .build();
            case AliasChange.Delete(CollectionName alias) ->
                    message.setDeleteAlias(
                                    Collections.DeleteAlias.newBuilder()
                                            .setAliasName(alias.value()))
                            .build();
            case AliasChange.Rename(CollectionName from, CollectionName to) ->
                    message.setRenameAlias(
                                    Collections.RenameAlias.newBuilder()
                                            .setOldAliasName(from.value())
                                            .setNewAliasName(to.value()))
                            .build();
        };
    }

    static AliasChange decode(Reading in, Collections.AliasOperations message) {
        return switch (message.getActionCase()) {
            case CREATE_ALIAS ->
                    new AliasChange.Create(
                            RequestFields.collection(
                                    in, message.getCreateAlias().getCollectionName()),
                            RequestFields.collection(
                                    in, "alias_name", message.getCreateAlias().getAliasName()));
            case DELETE_ALIAS ->
                    new AliasChange.Delete(
                            RequestFields.collection(
                                    in, "alias_name", message.getDeleteAlias().getAliasName()));
            case RENAME_ALIAS ->
                    new AliasChange.Rename(
                            RequestFields.collection(
                                    in,
                                    "old_alias_name",
                                    message.getRenameAlias().getOldAliasName()),
                            RequestFields.collection(
                                    in,
                                    "new_alias_name",
                                    message.getRenameAlias().getNewAliasName()));
            case ACTION_NOT_SET -> throw in.malformed("Malformed AliasOperation type");
        };
    }
}
