package io.digi.wire.json;

import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.id.CollectionName;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.CollectionUpdate;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads the bodies that make and change collections, their aliases and their payload indexes.
public final class CollectionReader {
    private static final CollectionName STAND_IN = new CollectionName("invalid");

    private CollectionReader() {}

    /// `PUT /collections/{c}`.
    public static CollectionConfig create(InputStream body, CollectionDefaults defaults) {
        return JsonReader.read(body, in -> CollectionFields.create(in, defaults));
    }

    /// `PATCH /collections/{c}`.
    public static CollectionUpdate update(InputStream body) {
        return JsonReader.read(body, CollectionFields::update);
    }

    /// `PUT /collections/{c}/index`.
    public static CollectionChange.CreatePayloadIndex payloadIndex(InputStream body) {
        return JsonReader.read(body, PayloadIndexFields::index);
    }

    /// `POST /collections/aliases`.
    public static List<AliasChange> aliases(InputStream body) {
        return JsonReader.read(body, CollectionReader::aliases);
    }

    private static List<AliasChange> aliases(JsonReader in) {
        Field<List<AliasChange>> actions = new Field<>();
        in.object(
                "struct ChangeAliasesOperation",
                name -> {
                    if (!name.equals("actions")) {
                        return false;
                    }
                    actions.set(in.list("a list of actions", () -> alias(in)));
                    return true;
                });
        return actions.required(in, "actions");
    }

    private static AliasChange alias(JsonReader in) {
        List<AliasChange> found = new ArrayList<>();
        in.object(
                "an action",
                name -> {
                    switch (name) {
                        case "create_alias" -> found.add(createAlias(in));
                        case "delete_alias" -> found.add(deleteAlias(in));
                        case "rename_alias" -> found.add(renameAlias(in));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        if (found.size() != 1) {
            throw in.malformed(
                    "an action must have one of `create_alias`, `delete_alias`, `rename_alias`");
        }
        return found.getFirst();
    }

    private static AliasChange createAlias(JsonReader in) {
        Map<String, Field<CollectionName>> names = names(in, "collection_name", "alias_name");
        return new AliasChange.Create(
                name(in, names, "collection_name"), name(in, names, "alias_name"));
    }

    private static AliasChange deleteAlias(JsonReader in) {
        return new AliasChange.Delete(name(in, names(in, "alias_name"), "alias_name"));
    }

    private static AliasChange renameAlias(JsonReader in) {
        Map<String, Field<CollectionName>> names = names(in, "old_alias_name", "new_alias_name");
        return new AliasChange.Rename(
                name(in, names, "old_alias_name"), name(in, names, "new_alias_name"));
    }

    private static Map<String, Field<CollectionName>> names(JsonReader in, String... fields) {
        Map<String, Field<CollectionName>> names = new HashMap<>();
        for (String field : fields) {
            names.put(field, new Field<>());
        }
        in.object(
                "an alias action",
                name -> {
                    Field<CollectionName> field = names.get(name);
                    if (field == null) {
                        return false;
                    }
                    String text = JsonText.text(in, "a string");
                    field.set(in.validated(() -> new CollectionName(text), STAND_IN));
                    return true;
                });
        return names;
    }

    private static CollectionName name(
            JsonReader in, Map<String, Field<CollectionName>> names, String field) {
        return Objects.requireNonNull(names.get(field)).required(in, field);
    }
}
