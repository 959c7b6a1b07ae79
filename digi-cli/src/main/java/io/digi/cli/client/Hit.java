package io.digi.cli.client;

import tools.jackson.databind.JsonNode;

/// A point that was found, and how near it is; larger is nearer.
public record Hit(String id, double score, JsonNode payload) {
    /// A field of the payload that holds a text; empty if it does not.
    public String text(String field) {
        return payload.path(field).asString("");
    }
}
