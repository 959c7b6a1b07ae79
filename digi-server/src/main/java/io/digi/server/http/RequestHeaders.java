package io.digi.server.http;

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
                headers.getValuesList("api-key"),
                headers.getValuesList(HttpHeader.AUTHORIZATION),
                headers.getValuesList(RequestTenant.HEADER),
                Optional.ofNullable(headers.get(HttpHeader.HOST)),
                Optional.ofNullable(headers.get(HttpHeader.ORIGIN)),
                OF_PROXIES.stream().anyMatch(headers::contains));
    }

    static boolean acceptsGzip(Request request) {
        return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).stream()
                .anyMatch(coding -> coding.equalsIgnoreCase("gzip"));
    }

    private static InetAddress peer(Request request) {
        if (request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress address) {
            return address.getAddress();
        }
        throw new RequestRefused(400, "Bad request: the connection has no internet address");
    }
}
