package io.digi.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Cuts a multipart body at its boundary.
final class MultipartParts {
    private static final int BUFFER_SIZE = 64 << 10;

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_SIZE];

    /// Bytes of the buffer that were not handed on: from here to there.
    private int start;

    private int end;
    private boolean bodyEnded;
    private boolean partEnded = true;
    private boolean isFirst = true;

    MultipartParts(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Goes to the next part; false if there is none.
    boolean next() throws IOException {
        if (isFirst) {
            isFirst = false;
            // The first delimiter has no line before it, unless there is a preamble.
            buffer[0] = '\r';
            buffer[1] = '\n';
            end = 2;
            partEnded = false;
        }
        while (!partEnded) {
            int skipped = certainCount();
            start += skipped;
        }
        start += delimiter.length;
        require(2);
        boolean isLast = buffer[start] == '-' && buffer[start + 1] == '-';
        boolean isLine = buffer[start] == '\r' && buffer[start + 1] == '\n';
        if (!isLast && !isLine) {
            throw MultipartFile.refused("a boundary is not followed by a line");
        }
        start += 2;
        partEnded = isLast;
        return !isLast;
    }

    private void require(int size) throws IOException {
        while (end - start < size) {
            fill();
            if (bodyEnded && end - start < size) {
                throw MultipartFile.refused("the body ends before its last boundary");
            }
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        int count = body.read(buffer, end, buffer.length - end);
        if (count < 0) {
            bodyEnded = true;
        } else {
            end += count;
        }
    }

    /// How many bytes here certainly belong to the part: those before a delimiter, or before what
    /// may be the beginning of one.
    private int certainCount() throws IOException {
        while (true) {
            int found = indexOfDelimiter();
            if (found >= 0) {
                partEnded = found == start;
                return found - start;
            }
            int certain = end - start - (delimiter.length - 1);
            if (certain > 0) {
                return certain;
            }
            if (bodyEnded) {
                throw MultipartFile.refused("the body ends before its last boundary");
            }
            fill();
        }
    }

    private int indexOfDelimiter() {
        for (int i = start; i + delimiter.length <= end; i++) {
            if (buffer[i] == '\r' && isDelimiter(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isDelimiter(int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /// The bytes of the present part.
    InputStream part() {
        return new Part();
    }

    private final class Part extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = partEnded ? 0 : Math.min(length, certainCount());
            if (count == 0) {
                return -1;
            }
            System.arraycopy(buffer, start, target, offset, count);
            start += count;
            return count;
        }
    }
}
