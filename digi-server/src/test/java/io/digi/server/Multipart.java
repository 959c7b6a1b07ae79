package io.digi.server;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/// Bodies of the type `multipart/form-data`, as clients send them.
final class Multipart {
    private Multipart() {}

    /// A file in one field, behind another field.
    static BodyPublisher file(String boundary, String field, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        write(
                body,
                "--%s\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhere it is\r\n",
                boundary);
        write(
                body,
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"my.snapshot\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n",
                boundary,
                field);
        body.writeBytes(content);
        write(body, "\r\n--%s--\r\n", boundary);
        return BodyPublishers.ofByteArray(body.toByteArray());
    }

    private static void write(ByteArrayOutputStream body, String format, Object... values) {
        body.writeBytes(format.formatted(values).getBytes(StandardCharsets.UTF_8));
    }
}
