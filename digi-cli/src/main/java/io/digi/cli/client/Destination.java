package io.digi.cli.client;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which server to ask, and as whom.
///
/// @param url such as `http://127.0.0.1:6333`
/// @param key sent as `api-key`; a secret
/// @param headers sent with each request
public record Destination(URI url, Optional<String> key, Map<String, String> headers) {
    private static final String TENANT = "digi-tenant";

    public Destination {
        headers = Map.copyOf(headers);
    }

    public Destination(URI url, Optional<String> key) {
        this(url, key, Map.of());
    }

    /// The same server, where an administrator asks for one tenant's points, or with `*` for those
    /// of all.
    public Destination forTenant(String tenant) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(TENANT, tenant);
        return new Destination(url, key, all);
    }

    /// Without the key.
    @Override
    public String toString() {
        return url.toString();
    }
}
