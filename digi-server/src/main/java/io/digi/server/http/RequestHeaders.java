package io.digi.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.digi.server.access.RequestOrigin;
import io.digi.server.access.RequestTenant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// What the headers of a request say.
final class RequestHeaders {
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    private RequestHeaders() {}

    static RequestOrigin origin(Request request) {
        HttpFields headers = request.getHeaders();
        return new RequestOrigin(
                peer(request),
                texts(headers, "api-key"),
                texts(headers, HttpHeader.AUTHORIZATION.asString()),
                texts(headers, RequestTenant.HEADER),
                Optional.ofNullable(headers.get(HttpHeader.HOST)),
                Optional.ofNullable(headers.get(HttpHeader.ORIGIN)),
                OF_PROXIES.stream().anyMatch(headers::contains));
    }

    static boolean acceptsGzip(Request request) {
        return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).stream()
                .anyMatch(coding -> coding.equalsIgnoreCase("gzip"));
    }

    /// All values of a header. Jetty reads their bytes as Latin-1; those who send others than ASCII
    /// mean UTF-8.
    private static List<String> texts(HttpFields headers, String name) {
        return headers.getValuesList(name).stream()
                .map(value -> new String(value.getBytes(ISO_8859_1), UTF_8))
                .toList();
    }

    private static InetAddress peer(Request request) {
        if (request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress address) {
            return address.getAddress();
        }
        throw new RequestRefused(400, "Bad request: the connection has no internet address");
    }
}
