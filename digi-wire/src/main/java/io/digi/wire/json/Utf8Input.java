package io.digi.wire.json;

import java.io.IOException;
import java.io.InputStream;

/// Passes a body on and refuses what is no UTF-8: broken or overlong sequences, surrogates, and
/// UTF-16 or UTF-32, which have a zero byte where JSON in UTF-8 has none. JSON parsers are laxer.
final class Utf8Input extends InputStream {
    private final InputStream source;
    private long position;
    private int continuationsLeft;
    private int nextMin = 0x80;
    private int nextMax = 0xbf;

    Utf8Input(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        int count = source.read(buffer, start, length);
        if (count < 0) {
            if (continuationsLeft > 0) {
                throw invalid();
            }
            return count;
        }
        for (int i = start; i < start + count; i++) {
            byte b = buffer[i];
            if (b <= 0 || continuationsLeft > 0) {
                check(b & 0xff, position + i - start);
            }
        }
        position += count;
        return count;
    }

    /// One byte of the table of well-formed sequences (Unicode 15, table 3-7).
    private void check(int b, long at) {
        if (continuationsLeft > 0) {
            requireBetween(b, nextMin, nextMax, at);
            continuationsLeft--;
            nextMin = 0x80;
            nextMax = 0xbf;
            return;
        }
        requireBetween(b, 0xc2, 0xf4, at);
        continuationsLeft = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        nextMin = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        nextMax = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
    }

    private void requireBetween(int b, int min, int max, long at) {
        if (b < min || b > max) {
            position = at;
            throw invalid();
        }
    }

    private RuntimeException invalid() {
        return JsonSyntax.malformed(
                "invalid UTF-8 at byte %d".formatted(position), /* location= */ null);
    }
}
