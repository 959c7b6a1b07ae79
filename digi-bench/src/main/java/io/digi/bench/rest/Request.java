package io.digi.bench.rest;

import java.nio.charset.StandardCharsets;

/// A request of a REST API, encoded once however often it is sent. The body is not copied.
public final class Request {
    private final String method;
    private final String path;
    private final byte[] body;
    private final byte[] firstLines;
    private final byte[] lastLine;

    private Request(String method, String path, byte[] body) {
        this.method = method;
        this.path = path;
        this.body = body;
        this.firstLines =
                ascii(method + " " + path + " HTTP/1.1\r\nContent-Type: application/json\r\n");
        this.lastLine = ascii("Content-Length: " + body.length + "\r\n\r\n");
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

    /// A form of the same for those who name it in their own words, such as `DELETE`.
    public static Request of(String method, String path, CharSequence json) {
        return new Request(method, path, bytes(json));
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return method + " " + path;
    }

    /// All of the head but the lines that an endpoint adds, which go between the two.
    byte[] firstLines() {
        return firstLines;
    }

    byte[] lastLine() {
        return lastLine;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The body.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    byte[] body() {
        return body;
    }
}
