package io.digi.server.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What is known of a request from its connection and its headers. Headers come with all their
/// values, so that one given twice is seen.
///
/// @param forwarded whether a proxy says that it passes the request on
public record RequestOrigin(
        InetAddress peer,
        List<String> apiKeys,
        List<String> authorizations,
        List<String> tenants,
        Optional<String> host,
        Optional<String> webOrigin,
        boolean forwarded) {
    public RequestOrigin {
        apiKeys = List.copyOf(apiKeys);
        authorizations = List.copyOf(authorizations);
        tenants = List.copyOf(tenants);
    }

    /// Whose points the request is about. Throws [io.digi.model.error.Problem.BadRequest].
    public RequestTenant tenant() {
        return RequestTenant.of(tenants);
    }
}
