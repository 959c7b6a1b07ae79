package io.digi.server.settings;

import java.util.List;

/// Everything that the server is told before it starts.
///
/// @param notices what was given but has no effect, to be said at start
public record Settings(
        ServiceSettings service,
        KeySettings keys,
        TenancySettings tenancy,
        StorageSettings storage,
        LogSettings log,
        List<Notice> notices) {
    public Settings {
        notices = List.copyOf(notices);
    }
}
