package io.digi.bench.rest;

import java.nio.charset.StandardCharsets;

/// A request of the REST API. The body is not copied.
public final class Request {
    private final String method;
    private final String path;
    private final byte[] body;

    private Request(String method, String path, byte[] body) {
        this.method = method;
        this.path = path;
        this.body = body;
    }

    public static Request get(String path) {
        return new Request("GET", path, new byte[0]);
    }

    public static Request put(String path, CharSequence json) {
        return new Request("PUT", path, bytes(json));
    }

    public static Request post(String path, CharSequence json) {
        return new Request("POST", path, bytes(json));
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return method + " " + path;
    }

    byte[] head() {
        String head =
                """
                %s %s HTTP/1.1
                Host: 127.0.0.1
                Content-Type: application/json
                Content-Length: %d

                """
                        .formatted(method, path, body.length);
        return head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] body() {
        return body;
    }
}
