package io.digi.server.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.digi.server.access.RequestOrigin;
import io.digi.server.access.RequestTenant;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What the metadata of a call say. Text beyond ASCII travels in keys that end in `-bin`, as UTF-8.
final class CallMetadata {
    private static final Metadata.Key<String> API_KEY = text("api-key");
    private static final Metadata.Key<String> AUTHORIZATION = text("authorization");
    private static final Metadata.Key<String> TENANT = text(RequestTenant.HEADER);
    private static final Metadata.Key<byte[]> TENANT_BYTES =
            Metadata.Key.of(
                    RequestTenant.HEADER + Metadata.BINARY_HEADER_SUFFIX,
                    Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> WEB_ORIGIN = text("origin");
    private static final List<Metadata.Key<String>> OF_PROXIES =
            List.of(
                    text("forwarded"),
                    text("x-forwarded-for"),
                    text("x-forwarded-host"),
                    text("x-real-ip"),
                    text("via"));

    private CallMetadata() {}

    static RequestOrigin origin(ServerCall<?, ?> call, Metadata metadata) {
        List<String> tenants = new ArrayList<>(values(metadata, TENANT));
        values(metadata, TENANT_BYTES).forEach(bytes -> tenants.add(new String(bytes, UTF_8)));
        return new RequestOrigin(
                peer(call),
                values(metadata, API_KEY),
                values(metadata, AUTHORIZATION),
                tenants,
                Optional.ofNullable(call.getAuthority()),
                Optional.ofNullable(metadata.get(WEB_ORIGIN)),
                OF_PROXIES.stream().anyMatch(metadata::containsKey));
    }

    /// An address that is none of the internet is nobody's on this machine.
    private static InetAddress peer(ServerCall<?, ?> call) {
        return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
                        instanceof InetSocketAddress address
                ? address.getAddress()
                : new InetSocketAddress(0).getAddress();
    }

    private static <T> List<T> values(Metadata metadata, Metadata.Key<T> key) {
        Iterable<T> all = metadata.getAll(key);
        return all == null ? List.of() : StreamSupport.stream(all.spliterator(), false).toList();
    }

    private static Metadata.Key<String> text(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
