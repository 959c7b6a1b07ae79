package io.digi.cli.demo;

import io.digi.cli.client.Destination;
import io.digi.model.id.CollectionName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// How to reach a demo that is running.
///
/// @param pid of the process that serves
public record DemoState(URI url, CollectionName collection, long pid, DemoKeys keys) {
    public Destination administrator() {
        return new Destination(url, Optional.of(keys.administrator()));
    }

    /// With the tenant's own key; empty for a tenant that has none.
    public Optional<Destination> tenant(String tenant) {
        return Optional.ofNullable(keys.tenants().get(tenant))
                .map(key -> new Destination(url, Optional.of(key), Map.of()));
    }
}
