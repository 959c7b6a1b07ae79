package io.digi.model.snapshot;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is to be restored, and on which conditions.
///
/// @param checksum the SHA-256 that the snapshot's file must have, in hexadecimal
/// @param tenantField the payload key that must tell the restored collection's tenants apart
public record Recovery(
        SnapshotSource source, Optional<String> checksum, Optional<String> tenantField) {
    private static final String DIGITS = "[0-9a-f]{64}";

    public Recovery {
        checksum = checksum.map(sum -> sum.toLowerCase(Locale.ROOT));
        if (checksum.isPresent() && !checksum.get().matches(DIGITS)) {
            throw new DigiException(
                    new Problem.Invalid(
                            List.of(
                                    new Violation(
                                            "checksum",
                                            "invalid SHA256 hash, must be 64 hexadecimal"
                                                    + " digits"))));
        }
    }

    /// Without conditions.
    public static Recovery of(SnapshotSource source) {
        return new Recovery(source, Optional.empty(), Optional.empty());
    }
}
