package io.digi.testkit.generator;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.change.PointVectors;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Scope;
import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.List;
import java.util.Set;

/// Draws changes of every kind, most of them right.
public final class ChangeGenerator {
    private final Draw draw;
    private final PointGenerator points;
    private final VectorGenerator vectors;
    private final PayloadGenerator payloads;
    private final FilterGenerator filters;

    public ChangeGenerator(Draw draw, CollectionConfig config) {
        this.draw = draw;
        points = new PointGenerator(draw, config);
        vectors = new VectorGenerator(draw, config);
        payloads = new PayloadGenerator(draw);
        filters = new FilterGenerator(draw);
    }

    public List<PointChange> changes(Scope scope) {
        return draw.several(1, draw.chance(20) ? 4 : 1, () -> change(scope));
    }

    public PointChange change(Scope scope) {
        if (draw.chance(45)) {
            return new PointChange.Upsert(draw.several(0, 8, () -> points.point(scope)));
        }
        return draw.choice(
                this::delete,
                () -> new PointChange.UpdateVectors(draw.several(0, 3, this::pointVectors)),
                () -> new PointChange.DeleteVectors(selection(), names()),
                () -> setPayload(scope),
                () -> setPayload(scope),
                () -> new PointChange.OverwritePayload(selection(), points.payload(scope)),
                () -> new PointChange.DeletePayload(selection(), draw.several(0, 3, this::path)),
                () -> new PointChange.ClearPayload(selection()));
    }

    /// Seldom by filter, which soon leaves nothing to look at.
    private PointChange delete() {
        return new PointChange.Delete(
                draw.chance(15) ? selection() : new PointSelection.Ids(points.ids()));
    }

    /// By one id as a rule, since of several one is easily missing.
    private PointSelection selection() {
        return draw.choice(
                () -> new PointSelection.Ids(List.of(points.id())),
                () -> new PointSelection.Ids(points.ids()),
                () -> new PointSelection.Matching(filters.filter()));
    }

    private PointChange setPayload(Scope scope) {
        Payload payload = points.payload(scope);
        return new PointChange.SetPayload(selection(), payload, draw.maybe(40, this::path));
    }

    private PointVectors pointVectors() {
        return new PointVectors(points.id(), vectors.vectors());
    }

    private Set<VectorName> names() {
        return Set.copyOf(draw.several(0, 2, vectors::name));
    }

    private JsonPath path() {
        return draw.chance(3) ? JsonPath.ofKey(Pools.TENANT_FIELD) : payloads.path();
    }
}
