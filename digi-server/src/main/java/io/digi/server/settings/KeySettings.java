package io.digi.server.settings;

import java.util.Optional;

/// The keys of the administrator and of those who may read everything.
///
/// @param alternative as good as `administrator`, for changing keys without a pause
/// @param allowNoKey answers everybody where no key is set
public record KeySettings(
        Optional<Secret> administrator,
        Optional<Secret> alternative,
        Optional<Secret> readOnly,
        boolean allowNoKey) {}
