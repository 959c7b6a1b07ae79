package io.digi.server.http;

import io.digi.model.engine.Cancellation;
import io.digi.server.metrics.RequestLog;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// One request and its answer, which is given once.
final class Exchange {
    private static final int GZIP_SIZE_MIN = 1 << 10;

    final Request request;
    final Cancellation cancellation = new Cancellation();
    private final Response response;
    private final Callback callback;
    private final Cors cors;
    private final RequestLog log;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Optional<RouteMatch.Found> route = Optional.empty();

    Exchange(Request request, Response response, Callback callback, Cors cors, RequestLog log) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.cors = cors;
        this.log = log;
        // A request that waits for its answer is not idle.
        request.addIdleTimeoutListener(_ -> false);
        request.addFailureListener(_ -> cancellation.cancel());
    }

    void isAbout(RouteMatch.Found found) {
        route = Optional.of(found);
    }

    long elapsedNanos() {
        return System.nanoTime() - request.getHeadersNanoTime();
    }

    /// Sends the answer without waiting for the client to take it.
    void answer(Answer answer) {
        if (!answered.compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
            answer.file().ifPresent(file -> file.content().close());
            return;
        }
        AnswerBuffer body = addHeaders(answer);
        log.answered(
                route.map(RouteMatch.Found::action),
                route.flatMap(RouteMatch.Found::collection),
                answer.status(),
                elapsedNanos(),
                Request.getRemoteAddr(request));
        // The client need not have sent all of its body, and the answer does not wait for it.
        UnreadBody unread = new UnreadBody(request);
        Callback afterAnswer = Callback.from(() -> unread.drop(callback), callback::failed);
        answer.file()
                .ifPresentOrElse(
                        file -> send(file, afterAnswer),
                        () -> response.write(/* last= */ true, body.bytes(), afterAnswer));
    }

    private void send(Answer.FilePart file, Callback afterAnswer) {
        new Download(file.content(), file.span(), request, response, afterAnswer).start();
    }

    private AnswerBuffer addHeaders(Answer answer) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        if (!answer.contentType().isEmpty()) {
            headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(headers::put);
        cors.addTo(headers, request);
        AnswerBuffer body = answer.body();
        if (body.size() >= GZIP_SIZE_MIN) {
            headers.put(HttpHeader.VARY, "Accept-Encoding");
            if (RequestHeaders.acceptsGzip(request)) {
                headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
                body = body.gzipped();
            }
        }
        long size = answer.file().map(file -> file.span().size()).orElse((long) body.size());
        headers.put(HttpHeader.CONTENT_LENGTH, size);
        return body;
    }
}
