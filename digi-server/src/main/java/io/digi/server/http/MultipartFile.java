package io.digi.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file in a body of the type `multipart/form-data`, read as it arrives: nothing of it is kept
/// but a buffer. What follows the file is read to its end and does not count.
final class MultipartFile {
    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "multipart/form-data;.*boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*");

    private static final Pattern FIELD = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("\\bfilename=\"([^\"]*)\"");
    private static final int HEADERS_SIZE_MAX = 16 << 10;
    private static final int PARTS_MAX = 100;

    private final InputStream content;
    private final Optional<String> name;

    private MultipartFile(InputStream content, Optional<String> name) {
        this.content = content;
        this.name = name;
    }

    /// Finds the part of a field. Throws [RequestRefused] if there is none.
    ///
    /// @param contentType of the body
    static MultipartFile find(Optional<String> contentType, InputStream body, String field) {
        Matcher boundary = BOUNDARY.matcher(contentType.orElse(""));
        if (!boundary.matches()) {
            throw refused("expected a body of the type multipart/form-data with a boundary");
        }
        String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        try {
            return find(new MultipartParts(body, text), field);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MultipartFile find(MultipartParts parts, String field) throws IOException {
        for (int i = 0; i < PARTS_MAX && parts.next(); i++) {
            String headers = headers(parts.part());
            Matcher name = FIELD.matcher(headers);
            if (name.find() && name.group(1).equals(field)) {
                Matcher file = FILE_NAME.matcher(headers);
                Optional<String> given =
                        file.find() ? Optional.of(file.group(1)) : Optional.empty();
                return new MultipartFile(parts.part(), given.map(MultipartFile::last));
            }
        }
        throw refused("Field with name '%s' is required".formatted(field));
    }

    /// The lines up to the empty one.
    private static String headers(InputStream part) throws IOException {
        StringBuilder headers = new StringBuilder();
        while (headers.length() < HEADERS_SIZE_MAX) {
            int b = part.read();
            if (b < 0) {
                throw refused("a part ends within its headers");
            }
            headers.append((char) b);
            int size = headers.length();
            if (size == 2 && headers.charAt(0) == '\r' && b == '\n') {
                return "";
            }
            if (size >= 4 && headers.substring(size - 4).equals("\r\n\r\n")) {
                byte[] bytes = headers.toString().getBytes(StandardCharsets.ISO_8859_1);
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        throw refused("the headers of a part are larger than %d bytes".formatted(HEADERS_SIZE_MAX));
    }

    /// The name without folders.
    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /// The file's bytes, to be read once.
    InputStream content() {
        return content;
    }

    /// What the client calls it, without folders; empty text counts as none.
    Optional<String> name() {
        return name.filter(text -> !text.isBlank());
    }

    static RequestRefused refused(String what) {
        return new RequestRefused(400, "Multipart error: " + what);
    }
}
