package io.digi.server.http;

import io.digi.model.engine.Costs;
import io.digi.model.engine.Deadline;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.server.access.Admission;
import io.digi.server.access.Caller;
import io.digi.server.access.Gate;
import io.digi.server.access.Principal;
import io.digi.server.access.RequestOrigin;
import io.digi.server.metrics.RequestLog;
import io.digi.server.settings.ServiceSettings;
import io.digi.server.work.BodyBudget;
import io.digi.server.work.Lanes;
import io.digi.wire.error.ErrorAnswer;
import io.digi.wire.error.HttpStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of every request: route, gate, parameters, body, work, answer. Whatever goes wrong on it
/// becomes an answer here.
final class RestHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(RestHandler.class);

    private final Router router = new Router();
    private final Gate gate;
    private final Endpoints endpoints;
    private final Lanes lanes;
    private final ServiceSettings settings;
    private final Cors cors;
    private final RequestLog log;

    RestHandler(
            Gate gate, Endpoints endpoints, Lanes lanes, ServiceSettings settings, RequestLog log) {
        this.gate = gate;
        this.endpoints = endpoints;
        this.lanes = lanes;
        this.settings = settings;
        this.log = log;
        cors = new Cors(settings.cors());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, cors, log);
        answering(exchange, () -> route(exchange));
        return true;
    }

    private void route(Exchange exchange) {
        String rawPath = Optional.ofNullable(exchange.request.getHttpURI().getPath()).orElse("");
        RouteMatch match =
                router.match(exchange.request.getMethod(), rawPath)
                        .orElse(RouteMatch.Unknown.UNKNOWN);
        switch (match) {
            case RouteMatch.Unknown _ -> exchange.answer(Answer.empty(404));
            case RouteMatch.NotServed _ ->
                    exchange.answer(Answer.error(ErrorAnswer.NOT_SERVED, exchange::elapsedNanos));
            case RouteMatch.WrongMethod(var allowed) ->
                    exchange.answer(
                            cors.preflight(exchange.request, new TreeSet<>(allowed))
                                    .orElseGet(() ->
                                            Answer.empty(405)
                                                    .with("Allow", String.join(", ", allowed))));
            case RouteMatch.Found found -> admit(exchange, found);
        }
    }

    private void admit(Exchange exchange, RouteMatch.Found route) {
        exchange.isAbout(route);
        RequestOrigin origin = RequestHeaders.origin(exchange.request);
        switch (gate.admit(route.action(), route.collection(), origin)) {
            case Admission.Refused(int status, String text, boolean enveloped) ->
                    exchange.answer(
                            enveloped
                                    ? Answer.error(
                                            new ErrorAnswer(status, text), exchange::elapsedNanos)
                                    : Answer.text(status, text));
            case Admission.Granted(Principal principal) -> read(exchange, route, principal, origin);
        }
    }

    private void read(
            Exchange exchange, RouteMatch.Found route, Principal principal, RequestOrigin origin) {
        QueryParameters query = QueryParameters.parse(exchange.request.getHttpURI().getQuery());
        Caller caller =
                new Caller(
                        principal,
                        origin.tenant(),
                        deadline(route, query),
                        exchange.cancellation,
                        new Costs());
        RequestBody body = open(exchange, route);
        boolean handedOver = false;
        try {
            Work work =
                    endpoints.prepare(
                            new RestRequest(
                                    route,
                                    query,
                                    caller,
                                    name ->
                                            Optional.ofNullable(
                                                    exchange.request.getHeaders().get(name)),
                                    body.stream(),
                                    exchange::elapsedNanos));
            lanes.submit(work.lane(), () -> finish(exchange, work, body));
            handedOver = true;
        } finally {
            if (!handedOver) {
                body.close();
            }
        }
    }

    /// A file goes to the disk as it comes, so neither its size nor the room for bodies is a limit.
    private RequestBody open(Exchange exchange, RouteMatch.Found route) {
        boolean isFile = route.action().isUpload();
        return RequestBody.open(
                exchange.request,
                isFile ? Long.MAX_VALUE : settings.requestSizeMaxBytes(),
                isFile ? new BodyBudget(Long.MAX_VALUE) : lanes.bodies(),
                System::nanoTime);
    }

    private void finish(Exchange exchange, Work work, RequestBody body) {
        answering(
                exchange,
                () -> {
                    try (body) {
                        exchange.answer(work.answer().get());
                    }
                });
    }

    /// Reads have a deadline of their own, writes only the one that the caller sets.
    private Deadline deadline(RouteMatch.Found route, QueryParameters query) {
        Optional<Duration> timeout =
                route.action().writes()
                        ? query.timeout()
                        : Optional.of(query.timeout().orElse(settings.searchTimeout()));
        return timeout.map(Deadline::after).orElseGet(Deadline::none);
    }

    private static void answering(Exchange exchange, Runnable step) {
        try {
            step.run();
        } catch (RequestRefused refused) {
            exchange.answer(Answer.error(refused.answer(), exchange::elapsedNanos));
        } catch (DigiException e) {
            logIfOurs(e);
            exchange.answer(Answer.error(HttpStatus.of(e.problem()), exchange::elapsedNanos));
        } catch (UncheckedIOException e) {
            exchange.answer(Answer.error(RequestBody.broken(e).answer(), exchange::elapsedNanos));
        } catch (RuntimeException | Error e) {
            LOG.error("request failed, which is a bug", e);
            Problem bug = new Problem.Internal("the log of the server says more");
            exchange.answer(Answer.error(HttpStatus.of(bug), exchange::elapsedNanos));
        }
    }

    private static void logIfOurs(DigiException e) {
        if (e.problem() instanceof Problem.Bug || e.problem() instanceof Problem.OfData) {
            LOG.error("request failed", e);
        }
    }
}
