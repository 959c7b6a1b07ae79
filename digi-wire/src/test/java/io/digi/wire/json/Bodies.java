package io.digi.wire.json;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.wire.error.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.assertj.core.api.Assertions;

/// Bodies of requests, and what comes of broken ones.
final class Bodies {
    private Bodies() {}

    static InputStream body(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    /// Status and text of the answer to a body that is refused.
    static String answer(Function<InputStream, ?> reader, String json) {
        var answer = HttpStatus.of(problem(reader, json));
        return answer.status() + " " + answer.text();
    }

    /// The same for a body with bytes in the place of `%s`.
    static String answerToBytes(Function<InputStream, ?> reader, String around, byte[] bytes) {
        String json = around.formatted(new String(bytes, StandardCharsets.ISO_8859_1));
        InputStream body = new ByteArrayInputStream(json.getBytes(StandardCharsets.ISO_8859_1));
        var answer = HttpStatus.of(problem(reader, body));
        return answer.status() + " " + answer.text();
    }

    static Problem problem(Function<InputStream, ?> reader, String json) {
        return problem(reader, body(json));
    }

    private static Problem problem(Function<InputStream, ?> reader, InputStream body) {
        try {
            return Assertions.fail("read as %s", reader.apply(body));
        } catch (DigiException refused) {
            return refused.problem();
        }
    }
}
