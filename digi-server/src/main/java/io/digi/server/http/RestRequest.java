package io.digi.server.http;

import io.digi.model.error.DigiException;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.JsonPath;
import io.digi.server.access.Action;
import io.digi.server.access.Caller;
import io.digi.wire.error.HttpStatus;
import io.digi.wire.error.RequestPart;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// A request that was let in, with its body still to be read.
record RestRequest(
        RouteMatch.Found route,
        QueryParameters query,
        Caller caller,
        InputStream body,
        LongSupplier elapsedNanos) {
    Action action() {
        return route.action();
    }

    CollectionName collection() {
        return variable("collection_name", CollectionName::new);
    }

    PointId pointId() {
        return variable("id", PointId::ofPathSegment);
    }

    JsonPath payloadKey() {
        return variable("field_name", JsonPath::parse);
    }

    List<String> rest() {
        return route.rest();
    }

    private <T> T variable(String name, Function<String, T> parser) {
        try {
            return parser.apply(route.variables().getOrDefault(name, ""));
        } catch (DigiException e) {
            throw new RequestRefused(HttpStatus.of(e.problem(), RequestPart.PATH));
        }
    }
}
