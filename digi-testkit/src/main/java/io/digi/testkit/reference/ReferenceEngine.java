package io.digi.testkit.reference;

import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.engine.Call;
import io.digi.model.engine.Capability;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.engine.EngineStatus;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A vector engine in memory, of sorted maps, full scans and double arithmetic, under one lock: the
/// oracle that other engines are compared with. It has nothing in common with them but the model.
///
/// What it does is the meaning of a read or a change where the model leaves it open. The rules:
///
/// **Calls.** Checked in this order: the engine is open (`Unavailable`); deadline and cancellation;
/// for a change of the catalog, the scope (`Forbidden`); the collection exists
/// (`CollectionNotFound`); the scope reaches it (`Forbidden`).
///
/// **Operation numbers.** Per collection from 1. Every change and every `alter` takes one, also one
/// by filter, and one that finds nothing to do. A refused one takes none. A point's version is the
/// number of the last change that selected it, whether or not that altered it.
///
/// **Changes** are worked out whole, then applied; a refused one leaves no trace. Checked in this
/// order: the scope (by id: `TenantRequired`), edits of the tenant field (`BadRequest`,
/// `Forbidden`), vectors in the order given, then by name (`UnknownVector`, `WrongDimension`),
/// existence (`PointNotFound`). An upsert checks point by point.
/// - An upsert replaces a point whole. Of several points of one id the last one stays. Points
///   without vectors are welcome.
/// - Deleting points passes over ids that do not exist. Every other change by id answers
///   `PointNotFound` for the first one missing. By filter, no match is no error.
/// - Vectors of one id given twice are merged, the later ones win. To delete a vector that a point
///   lacks is no error, to name one that the collection lacks is.
/// - `set_payload` removes a field whose new value is null; upsert and overwrite keep nulls. Along
///   `key`, what is in the way is replaced: by an object where a key is due, by an empty array
///   where `[]` or `[i]` is; an index beyond its array sets nothing. `delete_payload` at `a[]`
///   empties the array, at `a[0]` removes nothing.
///
/// **Vectors.** `COSINE` stores the vector divided by its length (computed in double), zero as
/// zero; that is what is returned. A score beyond float's range is the largest float; a zero score
/// is positive.
///
/// **Queries.** Best score first; equal scores (as floats) in the order of (tenant, id). Points
/// without the vector are not among the hits. The threshold is rounded to float and strict. A point
/// as target that is missing, or lacks the vector, is `PointNotFound`. A threshold in id order is
/// `BadRequest`. `indexedOnly` changes nothing here. Vectors asked for by a name that the
/// collection lacks are `UnknownVector`. `Retrieve` answers an id as often as it is given.
///
/// **Scrolling** runs in id order, over several tenants in (tenant, id) order. The next position
/// names the tenant only there; a position without one there is `TenantRequired`; one with another
/// tenant is `Forbidden`; one with a tenant in a plain collection is `BadRequest`.
///
/// **Filters.** A path finds values as [io.digi.model.payload.JsonPath] says. A field test looks at
/// each value found, and for an array at its elements (not at arrays within); one that passes is
/// enough. Particularly:
/// - `Range` compares integers and doubles exactly, rounding neither (Qdrant rounds integers beyond
///   2^53). `1.0` is not the integer `1` for a match.
/// - `MatchExcept` needs a value that is not null; of other types than asked for will do.
/// - `ValuesCount` looks at each value found as a whole; nothing found counts 0.
/// - The field forms differ from the conditions, as they do in Qdrant: `IsEmpty(b)` holds if *one*
///   value found is empty (or not, as asked), nothing found being empty; the condition holds if
///   *all* are. `IsNull(b)` also finds a null among an array's elements, the condition does not.
/// - Datetimes are cut to microseconds, downwards; [DateTimes] has the forms that every engine
///   reads, though it may read others. Edges of a box or a polygon and the rim of a circle
///   (haversine, radius of the earth 6,371,008.8 m) are outside.
/// - `Nested` looks at those elements that are objects. Within it, `HasId` and `HasVector` are
///   false.
/// - `should` without conditions is no clause.
///
/// **Selectors.** An element of an array has the path of the array and `[]`. Included is what
/// begins with a path given or leads to it; excluded is what begins with one.
///
/// **Tenants.** In a collection with a tenant field a point is (tenant, id).
/// - Scope `Everything` reaches all tenants by filter. By id it is `TenantRequired`, even with no
///   id given, unless the payload written (set without `key`, overwrite) names the tenant: then the
///   change is that tenant's, by filter as well. An upsert takes each point's tenant from its
///   payload.
/// - Scope `Tenant` in a plain collection is `Forbidden`, in its description too. Names of
///   collections and aliases are shown to everybody.
/// - A payload written may name the scope's own tenant only (`Forbidden`); a tenant that is no
///   string of 1–255 bytes, null included, is `BadRequest`. Upserts are stamped with the tenant;
///   overwrite and clear keep it; `delete_payload` and `set_payload` with a `key` that begins with
///   the tenant field are `BadRequest`.
/// - The tenant field may be declared while the collection has no point; declaring the same again
///   is always right.
///
/// **Catalog.** An alias may be taken from another collection, but may not be a collection's name
/// (`CollectionExists`); deleting a missing alias passes, renaming one is `AliasNotFound`. Dropping
/// by alias drops nothing. A payload index counts the points in scope that have a value of its
/// type, in an array too. Dropping a missing index passes.
public final class ReferenceEngine implements VectorEngine {
    private final ReferenceCatalog catalog = new ReferenceCatalog();
    private final ReferenceSnapshots snapshots = new ReferenceSnapshots(catalog);

    public ReferenceEngine() {}

    @Override
    public CollectionCatalog collections() {
        return catalog;
    }

    // A read answers with its own type, which the compiler cannot see through the switch over
    // reads.
    @SuppressWarnings("unchecked")
    @Override
    public <R> R read(Call call, CollectionName collection, PointRead<R> read) {
        synchronized (catalog) {
            catalog.begin(call, "read");
            return (R) new ReferenceReads(catalog.require(collection), call.scope()).answer(read);
        }
    }

    @Override
    public WriteReceipt write(Call call, CollectionName collection, List<PointChange> changes) {
        synchronized (catalog) {
            catalog.begin(call, "write");
            ReferenceWrites writes = new ReferenceWrites(catalog.require(collection), call.scope());
            List<Long> numbers = new ArrayList<>();
            changes.forEach(change -> numbers.add(writes.apply(change)));
            return new WriteReceipt(numbers);
        }
    }

    @Override
    public SnapshotCatalog snapshots() {
        return snapshots;
    }

    @Override
    public EngineStatus status() {
        return new EngineStatus(
                EngineStatus.Health.OK,
                List.of(),
                catalog.pointCounts(),
                catalog.vectorCounts(),
                Map.of(),
                /* memoryLimitBytes= */ Runtime.getRuntime().maxMemory(),
                Map.of(),
                /* diskFreeBytes= */ 0,
                List.of(),
                Map.of());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public void close() {
        catalog.close();
    }
}
