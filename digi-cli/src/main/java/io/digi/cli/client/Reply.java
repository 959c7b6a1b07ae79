package io.digi.cli.client;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import tools.jackson.databind.JsonNode;

/// What a server answered.
///
/// @param body the whole envelope; a missing node if the body was not JSON
public record Reply(int status, JsonNode body) {
    private static final int TEXT_LENGTH_MAX = 500;

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /// The `result` of a success. Throws [Problem.BadRequest] with the server's words for anything
    /// else.
    public JsonNode result() {
        if (!succeeded()) {
            throw new DigiException(new Problem.BadRequest(refusal()));
        }
        return body.path("result");
    }

    /// What the server said instead of doing it.
    public String refusal() {
        return "the server answered %d: %s".formatted(status, text());
    }

    private String text() {
        String text = body.path("status").path("error").asString("no reason given");
        return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + "…";
    }
}
