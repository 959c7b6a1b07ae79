package io.digi.bench.rest;

import io.digi.bench.report.BenchException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the server answered.
public final class Answer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN_MAX = 400;

    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// The whole body.
    public JsonNode json() {
        return JSON.readTree(body);
    }

    /// The `result` of the envelope.
    public JsonNode result() {
        return JSON.readTree(body).path("result");
    }

    /// The beginning of the body.
    public String text() {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.substring(0, Math.min(SHOWN_MAX, text.length()));
    }

    /// Itself; throws unless the status is 2xx.
    public Answer requireOk(Request request) throws BenchException {
        if (status / 100 != 2) {
            throw new BenchException(
                    "%s: expected status 200, came %d: %s"
                            .formatted(request.name(), status, text()));
        }
        return this;
    }
}
