package io.digi.testkit.reference;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.change.PointVectors;
import io.digi.model.engine.Scope;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Applies changes to one collection. A change is worked out whole before anything of it is kept.
final class ReferenceWrites {
    private final ReferenceCollection collection;
    private final Tenancy tenancy;

    /// What a change does: points as they will be, or nothing where they are removed.
    private final SortedMap<PointKey, Optional<StoredPoint>> outcome = new TreeMap<>();

    ReferenceWrites(ReferenceCollection collection, Scope scope) {
        this.collection = collection;
        tenancy = Tenancy.of(collection, scope);
    }

    /// Returns the change's operation number.
    long apply(PointChange change) {
        outcome.clear();
        workOut(change);
        outcome.forEach((key, point) ->
                point.ifPresentOrElse(
                        p -> collection.points.put(key, p), () -> collection.points.remove(key)));
        return collection.completeOperation();
    }

    private void workOut(PointChange change) {
        switch (change) {
            case PointChange.Upsert(List<Point> points) -> points.forEach(this::upsert);
            case PointChange.Delete(PointSelection selection) ->
                    selected(selection, tenancy).forEach(key -> outcome.put(key, Optional.empty()));
            case PointChange.UpdateVectors(List<PointVectors> points) -> updateVectors(points);
            case PointChange.DeleteVectors(PointSelection selection, Set<VectorName> names) ->
                    deleteVectors(selection, names);
            case PointChange.SetPayload(
                            PointSelection selection,
                            Payload fields,
                            Optional<JsonPath> key) ->
                    setPayload(selection, fields, key);
            case PointChange.OverwritePayload(PointSelection selection, Payload payload) ->
                    editPayload(
                            selection,
                            tenancy.narrowedBy(payload),
                            (key, _) -> tenancy.stamped(payload, key));
            case PointChange.DeletePayload(PointSelection selection, List<JsonPath> paths) ->
                    deletePayload(selection, paths);
            case PointChange.ClearPayload(PointSelection selection) ->
                    editPayload(
                            selection, tenancy, (key, _) -> tenancy.stamped(Payload.EMPTY, key));
        }
    }

    private void upsert(Point point) {
        PointKey key = tenancy.narrowedBy(point.payload()).key(point.id());
        collection.requireFitting(point.vectors());
        keep(key, stored(point.vectors()), tenancy.stamped(point.payload(), key));
    }

    private void updateVectors(List<PointVectors> points) {
        tenancy.requireOneTenant();
        points.forEach(point -> collection.requireFitting(point.vectors()));
        for (PointVectors point : points) {
            PointKey key = tenancy.key(point.id());
            StoredPoint before = existing(key);
            SortedMap<VectorName, DenseVector> vectors = new TreeMap<>(before.vectors().byName());
            vectors.putAll(stored(point.vectors()).byName());
            keep(key, new NamedVectors(vectors), before.payload());
        }
    }

    private void deleteVectors(PointSelection selection, Set<VectorName> names) {
        requireReach(selection, tenancy);
        collection.requireVectors(names);
        for (PointKey key : selected(selection, tenancy)) {
            StoredPoint before = existing(key);
            SortedMap<VectorName, DenseVector> vectors = new TreeMap<>(before.vectors().byName());
            vectors.keySet().removeAll(names);
            keep(key, new NamedVectors(vectors), before.payload());
        }
    }

    private void setPayload(PointSelection selection, Payload fields, Optional<JsonPath> path) {
        Tenancy narrowed = path.isEmpty() ? tenancy.narrowedBy(fields) : tenancy;
        requireReach(selection, narrowed);
        path.ifPresent(tenancy::requireElsewhere);
        editPayload(selection, narrowed, (_, before) -> PayloadEdits.merge(before, fields, path));
    }

    private void deletePayload(PointSelection selection, List<JsonPath> paths) {
        requireReach(selection, tenancy);
        paths.forEach(tenancy::requireElsewhere);
        editPayload(
                selection,
                tenancy,
                (_, before) -> {
                    Payload after = before;
                    for (JsonPath path : paths) {
                        after = PayloadEdits.remove(after, path);
                    }
                    return after;
                });
    }

    private void editPayload(
            PointSelection selection, Tenancy reach, BiFunction<PointKey, Payload, Payload> edit) {
        for (PointKey key : selected(selection, reach)) {
            StoredPoint before = existing(key);
            keep(key, before.vectors(), edit.apply(key, before.payload()));
        }
    }

    private static void requireReach(PointSelection selection, Tenancy reach) {
        if (selection instanceof PointSelection.Ids) {
            reach.requireOneTenant();
        }
    }

    /// The points that a change is about, each once; by id also those that do not exist.
    private Set<PointKey> selected(PointSelection selection, Tenancy reach) {
        requireReach(selection, reach);
        return switch (selection) {
            case PointSelection.Ids(List<PointId> ids) -> {
                List<PointKey> keys = new ArrayList<>();
                ids.forEach(id -> keys.add(reach.key(id)));
                yield new LinkedHashSet<>(keys);
            }
            case PointSelection.Matching(Filter filter) ->
                    new HashSet<>(ReferenceReads.matching(collection, reach, filter));
        };
    }

    private StoredPoint existing(PointKey key) {
        Optional<StoredPoint> pending = outcome.get(key);
        StoredPoint point = pending == null ? collection.points.get(key) : pending.orElseThrow();
        if (point == null) {
            throw new DigiException(new Problem.PointNotFound(key.id()));
        }
        return point;
    }

    private NamedVectors stored(NamedVectors vectors) {
        SortedMap<VectorName, DenseVector> stored = new TreeMap<>();
        vectors.byName()
                .forEach((name, vector) ->
                        stored.put(
                                name, Scores.stored(collection.vector(name).distance(), vector)));
        return new NamedVectors(stored);
    }

    private void keep(PointKey key, NamedVectors vectors, Payload payload) {
        long version = collection.upcomingOperation();
        outcome.put(key, Optional.of(new StoredPoint(version, vectors, payload)));
    }
}
