package io.digi.cli.load;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What stands at one place of a source.
public sealed interface Entry {
    /// Such as `notes.jsonl line 17`.
    String where();

    /// A text that becomes a point.
    ///
    /// @param text what is embedded; the payload holds it too
    record Text(String where, JsonNode id, ObjectNode payload, String text) implements Entry {}

    /// Something that cannot become a point, and why.
    record Bad(String where, String reason) implements Entry {}
}
