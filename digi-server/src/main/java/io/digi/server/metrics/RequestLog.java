package io.digi.server.metrics;

import io.digi.server.access.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts and logs answers: slow ones as warnings, all at level debug. A line holds the template of
/// a path or the name of a method, never the path, a header or a body.
public final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final RequestMetrics metrics;
    private final Duration slow;

    public RequestLog(RequestMetrics metrics, Duration slow) {
        this.metrics = metrics;
        this.slow = slow;
    }

    /// `operation` is empty where the request asks for something that does not exist.
    public void answered(
            Optional<? extends Operation> operation,
            Optional<String> collection,
            int status,
            long nanos,
            String peer) {
        operation.ifPresent(known -> metrics.answered(known, collection, status, nanos));
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        String method = operation.map(RequestLog::method).orElse("-");
        String endpoint = operation.map(Operation::endpoint).orElse("-");
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
                    peer);
        }
    }

    private static String method(Operation operation) {
        return operation.method().isEmpty() ? "gRPC" : operation.method();
    }
}
