package io.digi.server.http;

import java.util.Optional;
import java.util.SortedSet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// Lets web pages from anywhere ask, with a key but without cookies.
record Cors(boolean enabled) {
    private static final String AGE_SECONDS_MAX = "3600";

    /// The answer to a browser that asks what it may send; empty if this is no such question.
    Optional<Answer> preflight(Request request, SortedSet<String> methods) {
        HttpFields headers = request.getHeaders();
        if (!enabled
                || !request.getMethod().equals("OPTIONS")
                || !headers.contains(HttpHeader.ORIGIN)) {
            return Optional.empty();
        }
        String asked = headers.get("Access-Control-Request-Headers");
        Answer answer =
                Answer.empty(200)
                        .with("Access-Control-Allow-Methods", String.join(", ", methods))
                        .with("Access-Control-Max-Age", AGE_SECONDS_MAX);
        return Optional.of(
                asked == null ? answer : answer.with("Access-Control-Allow-Headers", asked));
    }

    void addTo(HttpFields.Mutable answer, Request request) {
        if (enabled && request.getHeaders().contains(HttpHeader.ORIGIN)) {
            answer.put("Access-Control-Allow-Origin", "*");
            answer.put("Access-Control-Expose-Headers", "Retry-After");
        }
    }
}
