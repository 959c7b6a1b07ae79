package io.digi.engine.write;

import io.digi.engine.catalog.Definition;
import io.digi.engine.key.TenantAndId;
import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.change.PointVectors;
import io.digi.model.engine.Scope;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Checks changes against a collection and a scope, and does all work that needs no stored point.
/// It runs on the caller's thread, so that the one thread that orders writes has little to do.
final class ChangePreparer {
    private static final boolean MUST_EXIST = true;

    private final Definition definition;
    private final TenantRule tenants;
    private final VectorPreparer vectors;

    ChangePreparer(Definition definition, Scope scope) {
        this.definition = definition;
        this.tenants = new TenantRule(definition, scope);
        this.vectors = new VectorPreparer(definition);
    }

    PreparedChange prepare(PointChange change) {
        return switch (change) {
            case PointChange.Upsert(List<Point> points) ->
                    new PreparedChange.PutPoints(points.stream().map(this::point).toList());
            case PointChange.UpdateVectors(List<PointVectors> points) -> {
                Optional<TenantId> owner = tenants.owner();
                yield new PreparedChange.PutVectors(
                        points.stream().map(point -> newVectors(owner, point)).toList());
            }
            case PointChange.Delete(PointSelection selection) ->
                    edit(tenants, selection, () -> PointEdit.Remove.REMOVE, /* mustExist= */ false);
            case PointChange.DeleteVectors(PointSelection selection, Set<VectorName> names) ->
                    edit(
                            tenants,
                            selection,
                            () -> new PointEdit.DropVectors(numbers(names)),
                            MUST_EXIST);
            case PointChange.SetPayload set -> setPayload(set);
            case PointChange.OverwritePayload(PointSelection selection, Payload payload) ->
                    edit(
                            tenants.narrowedBy(payload),
                            selection,
                            () -> edit(new PayloadEdit.Kind.Overwrite(payload)),
                            MUST_EXIST);
            case PointChange.DeletePayload(PointSelection selection, List<JsonPath> keys) ->
                    edit(
                            tenants,
                            selection,
                            () -> {
                                keys.forEach(tenants::requireElsewhere);
                                return edit(new PayloadEdit.Kind.DeleteKeys(keys));
                            },
                            MUST_EXIST);
            case PointChange.ClearPayload(PointSelection selection) ->
                    edit(tenants, selection, () -> edit(PayloadEdit.Kind.Clear.CLEAR), MUST_EXIST);
        };
    }

    private PreparedChange setPayload(PointChange.SetPayload set) {
        TenantRule rule = set.key().isPresent() ? tenants : tenants.narrowedBy(set.payload());
        return edit(
                rule,
                set.selection(),
                () -> {
                    set.key().ifPresent(tenants::requireElsewhere);
                    return edit(new PayloadEdit.Kind.Set(set.payload(), set.key()));
                },
                MUST_EXIST);
    }

    private PreparedPoint point(Point point) {
        TenantRule rule = tenants.narrowedBy(point.payload());
        TenantAndId name = new TenantAndId(rule.owner(), point.id());
        return new PreparedPoint(
                name, vectors.prepare(point.vectors()), rule.stamped(point.payload()));
    }

    private PreparedPoint newVectors(Optional<TenantId> owner, PointVectors point) {
        return new PreparedPoint(
                new TenantAndId(owner, point.id()),
                vectors.prepare(point.vectors()),
                Payload.EMPTY);
    }

    /// @param edit made once it is known whose points these are: what is wrong with the tenant is
    ///   said first
    private static PreparedChange edit(
            TenantRule rule,
            PointSelection selection,
            Supplier<PointEdit> edit,
            boolean mustExist) {
        return switch (selection) {
            case PointSelection.Ids(List<PointId> ids) -> {
                Optional<TenantId> owner = rule.owner();
                List<TenantAndId> names =
                        ids.stream().distinct().map(id -> new TenantAndId(owner, id)).toList();
                yield new PreparedChange.EditNamed(names, edit.get(), mustExist);
            }
            case PointSelection.Matching(var filter) ->
                    new PreparedChange.EditMatching(rule.scope(), filter, edit.get());
        };
    }

    private PointEdit edit(PayloadEdit.Kind kind) {
        return new PointEdit.EditPayload(new PayloadEdit(kind, definition.config().tenantField()));
    }

    private Set<Integer> numbers(Set<VectorName> names) {
        Set<Integer> numbers = new HashSet<>();
        names.forEach(name -> numbers.add(definition.vectorNumber(name)));
        return numbers;
    }
}
