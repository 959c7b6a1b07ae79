package io.digi.server.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a file that a request asks for.
///
/// @param from the first byte
/// @param until the byte behind the last
record ByteSpan(long from, long until) {
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /// What the header `Range` asks for of a file; all of it where there is none, or one that is
    /// not one span of bytes. Throws [RequestRefused] if the file has no such bytes.
    static ByteSpan of(Optional<String> header, long size) {
        Matcher range = ONE.matcher(header.orElse(""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new ByteSpan(0, size);
        }
        if (range.group(1).isEmpty()) {
            return new ByteSpan(Math.max(0, size - Long.parseLong(range.group(2))), size);
        }
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (from >= size || last < from) {
            throw new RequestRefused(
                    416,
                    "Bad request: the file has %d bytes, asked for %s".formatted(size, header));
        }
        return new ByteSpan(from, Math.min(size, last + 1));
    }

    long size() {
        return until - from;
    }
}
