package io.digi.storage.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Headers of tar (POSIX ustar) for regular files, always the same for a path and a size: no owner,
/// no time.
///
/// ```text
/// 100 path      8 mode, 0000644   8 owner, 0        8 group, 0
/// 12  size, octal                 12 time, 0        8 checksum, octal
/// 1   '0', a regular file         100 link, empty   8 "ustar" 00 "00"
/// 32  owner's name, empty         32 group's name, empty
/// 16  device, 0                   155 prefix, empty 12 zeros
/// ```
final class TarFormat {
    static final int BLOCK_SIZE = 512;

    /// Behind the last file there are so many zeros.
    static final int END_SIZE = 2 * BLOCK_SIZE;

    /// Eleven octal digits.
    static final long SIZE_MAX = (1L << 33) - 1;

    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;

    private TarFormat() {}

    static byte[] header(String path, long size) {
        byte[] header = new byte[BLOCK_SIZE];
        put(header, 0, path);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, SIZE_AT, octal(size, 11));
        put(header, 136, octal(0, 11));
        put(header, CHECKSUM_AT, "        ");
        put(header, TYPE_AT, "0");
        put(header, 257, "ustar\u000000");
        put(header, 329, "0000000");
        put(header, 337, "0000000");
        int sum = 0;
        for (byte b : header) {
            sum += Byte.toUnsignedInt(b);
        }
        put(header, CHECKSUM_AT, octal(sum, 6) + "\u0000 ");
        return header;
    }

    /// Zeros behind a file, up to the next block.
    static int paddingOf(long size) {
        return (int) (-size & (BLOCK_SIZE - 1));
    }

    /// The path in a header, whatever it is.
    static String path(byte[] header) {
        int end = 0;
        while (end <= ArchivePath.SIZE_MAX && header[end] != 0) {
            end++;
        }
        return new String(header, 0, end, StandardCharsets.ISO_8859_1);
    }

    /// The size in a header; −1 if there is none.
    static long size(byte[] header) {
        long size = 0;
        for (int i = SIZE_AT; i < SIZE_AT + 11; i++) {
            int digit = header[i] - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            size = size * 8 + digit;
        }
        return size;
    }

    /// Why a header is none that [#header] made, if it is none.
    static Optional<String> fault(byte[] header) {
        String path = path(header);
        if (header[TYPE_AT] != '0') {
            return Optional.of(
                    "`%s` is %s, expected a regular file".formatted(path, kind(header[TYPE_AT])));
        }
        if (!ArchivePath.isAllowed(path) || header[PREFIX_AT] != 0) {
            return Optional.of("`%s` is no path of a snapshot".formatted(path));
        }
        long size = size(header);
        return size >= 0 && Arrays.equals(header, header(path, size))
                ? Optional.empty()
                : Optional.of("the header of `%s` is not one of a snapshot".formatted(path));
    }

    private static String kind(byte type) {
        return switch (type) {
            case '1' -> "a hard link";
            case '2' -> "a symbolic link";
            case '3', '4' -> "a device";
            case '5' -> "a directory";
            case '6' -> "a pipe";
            case 'x', 'g' -> "a header of another kind (pax)";
            case 'L', 'K' -> "a long name (GNU)";
            case 'S' -> "a file with holes";
            default -> "of the unknown kind %d".formatted(type);
        };
    }

    private static String octal(long number, int digits) {
        String text = Long.toOctalString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
