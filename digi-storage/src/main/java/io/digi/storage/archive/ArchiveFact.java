package io.digi.storage.archive;

/// Something that an archive says of itself as a whole.
///
/// @param key small letters; not `file` or `end`
/// @param value printable ASCII on one line
public record ArchiveFact(String key, String value) {
    public ArchiveFact {
        if (!key.matches("[a-z]+") || key.equals("file") || key.equals("end")) {
            throw new IllegalArgumentException("`%s` is no key of a fact".formatted(key));
        }
        if (!value.matches("[ -~]*")) {
            throw new IllegalArgumentException(
                    "`%s` is not printable text on one line".formatted(value));
        }
    }
}
