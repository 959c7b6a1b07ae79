package io.digi.server.access;

import io.digi.server.settings.KeySettings;
import io.digi.server.settings.Secret;
import io.digi.server.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All keys and whom they stand for.
final class Keyring {
    private final List<Entry> entries;

    private Keyring(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    private record Entry(Secret secret, Principal principal) {}

    static Keyring of(Settings settings) {
        List<Entry> entries = new ArrayList<>();
        KeySettings keys = settings.keys();
        add(entries, keys.administrator(), Principal.Global.ADMINISTRATOR);
        add(entries, keys.alternative(), Principal.Global.ADMINISTRATOR);
        add(entries, keys.readOnly(), Principal.Global.READER);
        settings.tenancy()
                .tenants()
                .forEach((id, tenant) ->
                        add(entries, tenant.key(), new Principal.Tenant(id, tenant.collections())));
        return new Keyring(entries);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean hasPlaceholder() {
        return entries.stream().anyMatch(entry -> entry.secret().isPlaceholder());
    }

    /// Compares with every key, whichever matches, so that the time tells nothing.
    Optional<Principal> owner(String key) {
        Secret candidate = new Secret(key);
        Optional<Principal> owner = Optional.empty();
        for (Entry entry : entries) {
            if (entry.secret().equals(candidate)) {
                owner = Optional.of(entry.principal());
            }
        }
        return owner;
    }

    Optional<String> warning() {
        boolean administered =
                entries.stream()
                        .anyMatch(entry -> entry.principal() == Principal.Global.ADMINISTRATOR);
        if (entries.isEmpty()) {
            return Optional.of(
                    "no key is set and digi.allow_no_key is true: everybody who reaches this"
                            + " server is its administrator");
        }
        return administered
                ? Optional.empty()
                : Optional.of("keys are set but no service.api_key: nobody can create collections");
    }

    private static void add(List<Entry> entries, Optional<Secret> secret, Principal principal) {
        secret.ifPresent(key -> entries.add(new Entry(key, principal)));
    }
}
