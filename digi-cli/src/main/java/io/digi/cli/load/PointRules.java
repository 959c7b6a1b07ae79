package io.digi.cli.load;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// How the fields of an entry become a point. The field `id` is the point's id and leaves the
/// payload; without it the id is a UUID derived from all fields, so that loading the same file
/// again changes nothing.
///
/// @param textField what is embedded
/// @param tenantField is set to `tenant`; an entry that says otherwise is bad
public record PointRules(String textField, String tenantField, String tenant) {
    private static final String ID = "id";

    Entry entry(String where, ObjectNode fields) {
        JsonNode text = fields.path(textField);
        if (!text.isString() || text.asString().isBlank()) {
            return new Entry.Bad(
                    where, "field `%s` must hold a text, is %s".formatted(textField, shown(text)));
        }
        JsonNode said = fields.path(tenantField);
        if (!said.isMissingNode() && !said.asString("").equals(tenant)) {
            return new Entry.Bad(
                    where,
                    "`%s` is %s, but --tenant says \"%s\""
                            .formatted(tenantField, shown(said), tenant));
        }
        fields.put(tenantField, tenant);
        JsonNode id = fields.has(ID) ? fields.remove(ID) : derived(fields);
        if (!id.isString() && !id.isIntegralNumber()) {
            return new Entry.Bad(where, "`id` must be a string or a whole number, is " + shown(id));
        }
        return new Entry.Text(where, id, fields, text.asString());
    }

    private static JsonNode derived(ObjectNode fields) {
        byte[] content = fields.toString().getBytes(StandardCharsets.UTF_8);
        return StringNode.valueOf(UUID.nameUUIDFromBytes(content).toString());
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "absent" : node.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
