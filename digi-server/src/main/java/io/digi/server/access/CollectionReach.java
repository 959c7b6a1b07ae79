package io.digi.server.access;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.id.TenantId;
import io.digi.model.query.PointRead;
import java.util.Optional;

/// Whose points of one collection a caller reaches with each operation. The one place where scopes
/// come from.
///
/// @param field the collection's tenant field; empty in a plain collection, which the caller has
///   been let into
record CollectionReach(
        CollectionName collection,
        Optional<String> field,
        Principal principal,
        RequestTenant header) {
    /// Throws if the header contradicts the credential or the collection.
    CollectionReach {
        switch (principal) {
            case Principal.Tenant(TenantId own, _) -> {
                if (!header.equals(RequestTenant.Unsaid.UNSAID)
                        && !header.equals(new RequestTenant.One(own))) {
                    throw new DigiException(
                            new Problem.Forbidden(
                                    "the key is tenant `%s`'s, the header `%s` says otherwise"
                                            .formatted(own, RequestTenant.HEADER)));
                }
            }
            case Principal.Global _ -> {
                if (field.isEmpty() && header instanceof RequestTenant.One) {
                    throw badRequest(
                            "collection `%s` does not keep tenants apart; leave the header `%s` out"
                                    .formatted(collection, RequestTenant.HEADER));
                }
            }
        }
    }

    /// For the collection's description.
    Scope ofDescription() {
        return certain()
                .orElseGet(() ->
                        header instanceof RequestTenant.One(TenantId id)
                                ? new Scope.Tenant(id)
                                : Scope.Everything.EVERYTHING);
    }

    /// Throws [Problem.TenantRequired] if nothing says whose points; [Problem.BadRequest] if parts
    /// of the request disagree.
    Scope of(PointRead<?> read) {
        return certain()
                .orElseGet(() ->
                        switch (read) {
                            case PointRead.Query query -> searched(claims().by(query.filter()));
                            case PointRead.Scroll scroll -> searched(claims().by(scroll.filter()));
                            case PointRead.Count count -> searched(claims().by(count.filter()));
                            case PointRead.Explain(PointRead.Query query) ->
                                    searched(claims().by(query.filter()));
                            case PointRead.Retrieve _ -> single(claims());
                            case PointRead.QueryBatch _ ->
                                    throw new IllegalArgumentException(
                                            "a batch has a scope for each of its queries");
                        });
    }

    /// As for reads.
    Scope of(PointChange change) {
        return certain()
                .orElseGet(() ->
                        switch (change) {
                            case PointChange.Upsert upsert -> ofUpsert(upsert);
                            case PointChange.UpdateVectors _ -> single(claims());
                            case PointChange.Delete(PointSelection selection) ->
                                    single(claims().by(selection));
                            case PointChange.DeleteVectors(PointSelection selection, _) ->
                                    single(claims().by(selection));
                            case PointChange.DeletePayload(PointSelection selection, _) ->
                                    single(claims().by(selection));
                            case PointChange.ClearPayload(PointSelection selection) ->
                                    single(claims().by(selection));
                            case PointChange.SetPayload set -> single(ofSet(set));
                            case PointChange.OverwritePayload(var selection, var payload) ->
                                    single(claims().by(selection).by(payload));
                        });
    }

    private TenantClaims ofSet(PointChange.SetPayload set) {
        TenantClaims claims = claims().by(set.selection());
        return set.key().isEmpty() ? claims.by(set.payload()) : claims;
    }

    /// Without the header each point says itself whose it is; with it none may say otherwise.
    private Scope ofUpsert(PointChange.Upsert upsert) {
        return switch (header) {
            case RequestTenant.Unsaid _ -> Scope.Everything.EVERYTHING;
            case RequestTenant.All _ -> throw notForAll();
            case RequestTenant.One(TenantId id) -> {
                for (Point point : upsert.points()) {
                    claims().by(point.payload()).agreed();
                }
                yield new Scope.Tenant(id);
            }
        };
    }

    /// The scope that does not depend on what is asked.
    private Optional<Scope> certain() {
        if (field.isEmpty()) {
            return Optional.of(Scope.Everything.EVERYTHING);
        }
        return switch (principal) {
            case Principal.Tenant(TenantId id, _) -> Optional.of(new Scope.Tenant(id));
            case Principal.Global _ -> Optional.empty();
        };
    }

    private TenantClaims claims() {
        return new TenantClaims(field.orElseThrow()).by(header);
    }

    /// One tenant's points, or with `*` those of all.
    private Scope searched(TenantClaims claims) {
        Optional<TenantId> agreed = claims.agreed();
        return agreed.isEmpty() && header instanceof RequestTenant.All
                ? Scope.Everything.EVERYTHING
                : tenant(agreed);
    }

    private Scope single(TenantClaims claims) {
        if (header instanceof RequestTenant.All) {
            throw notForAll();
        }
        return tenant(claims.agreed());
    }

    private Scope tenant(Optional<TenantId> agreed) {
        return new Scope.Tenant(
                agreed.orElseThrow(() ->
                        new DigiException(
                                new Problem.TenantRequired(collection, field.orElseThrow()))));
    }

    private DigiException notForAll() {
        return badRequest(
                "`%s: *` is for searches, scroll and count; name one tenant"
                        .formatted(RequestTenant.HEADER));
    }

    private static DigiException badRequest(String message) {
        return new DigiException(new Problem.BadRequest(message));
    }
}
