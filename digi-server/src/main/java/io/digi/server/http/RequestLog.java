package io.digi.server.http;

import io.digi.server.access.Action;
import io.digi.server.metrics.RequestMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts and logs answers: slow ones as warnings, all at level debug. A line holds the template of
/// a path, never the path, a header or a body.
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final RequestMetrics metrics;
    private final Duration slow;

    RequestLog(RequestMetrics metrics, Duration slow) {
        this.metrics = metrics;
        this.slow = slow;
    }

    void answered(Request request, Optional<RouteMatch.Found> route, int status, long nanos) {
        route.ifPresent(
                found -> metrics.answered(found.action(), found.collection(), status, nanos));
        Optional<Action> action = route.map(RouteMatch.Found::action);
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        String method = action.map(Action::method).orElse("-");
        String endpoint = action.map(Action::template).orElse("-");
        if (nanos > slow.toNanos()) {
            LOG.warn(
                    "slow request method={} endpoint={} status={} millis={}",
                    method,
                    endpoint,
                    status,
                    millis);
        } else {
            LOG.debug(
                    "request method={} endpoint={} status={} millis={} peer={}",
                    method,
                    endpoint,
                    status,
                    millis,
                    Request.getRemoteAddr(request));
        }
    }
}
