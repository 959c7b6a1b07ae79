package io.digi.testkit.generator;

import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Scope;
import io.digi.model.id.VectorName;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.SearchParams;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Draws reads of every kind, most of them right.
public final class ReadGenerator {
    private static final List<Integer> LIMITS = List.of(1, 2, 3, 10, 1_000);
    private static final List<Double> THRESHOLDS = List.of(-1.0, 0.0, 0.5, 1.0, 2.0, 3.5);

    private final Draw draw;
    private final CollectionConfig config;
    private final PointGenerator points;
    private final VectorGenerator vectors;
    private final PayloadGenerator payloads;
    private final FilterGenerator filters;

    public ReadGenerator(Draw draw, CollectionConfig config) {
        this.draw = draw;
        this.config = config;
        points = new PointGenerator(draw, config);
        vectors = new VectorGenerator(draw, config);
        payloads = new PayloadGenerator(draw);
        filters = new FilterGenerator(draw);
    }

    public PointRead<?> read(Scope scope) {
        return draw.choice(
                this::query,
                this::query,
                this::query,
                () -> new PointRead.QueryBatch(draw.several(0, 3, this::query)),
                () -> new PointRead.Retrieve(points.ids(), selection()),
                () -> scroll(scope),
                () -> scroll(scope),
                () -> new PointRead.Count(filters.filter(), /* exact= */ true));
    }

    public PointRead.Query query() {
        VectorName using = vectors.name();
        QueryTarget target = target(using);
        boolean ranks = target != QueryTarget.IdOrder.ID_ORDER;
        return new PointRead.Query(
                target,
                using,
                filters.filter(),
                draw.one(LIMITS),
                draw.chance(30) ? draw.below(5) : 0,
                draw.chance(ranks ? 25 : 2)
                        ? OptionalDouble.of(draw.one(THRESHOLDS))
                        : OptionalDouble.empty(),
                SearchParams.DEFAULT,
                selection());
    }

    public Selection selection() {
        return new Selection(payloadSelector(), vectorSelector());
    }

    private QueryTarget target(VectorName using) {
        int kind = draw.below(100);
        if (kind < 70) {
            return new QueryTarget.Vector(vectors.fitting(using));
        }
        return kind < 90 ? new QueryTarget.Point(points.id()) : QueryTarget.IdOrder.ID_ORDER;
    }

    private PointRead.Scroll scroll(Scope scope) {
        return new PointRead.Scroll(
                filters.filter(),
                draw.one(LIMITS),
                draw.maybe(40, () -> position(scope)),
                selection());
    }

    /// With a tenant where the scroll runs over several, rarely elsewhere.
    private ScrollPosition position(Scope scope) {
        boolean several = config.tenantField().isPresent() && scope instanceof Scope.Everything;
        boolean named = several != draw.chance(4);
        return new ScrollPosition(
                named ? Optional.of(draw.one(Pools.TENANTS)) : Optional.empty(), points.id());
    }

    private PayloadSelector payloadSelector() {
        return draw.choice(
                () -> PayloadSelector.Whole.ALL,
                () -> PayloadSelector.Whole.NONE,
                () -> new PayloadSelector.Include(draw.several(0, 3, payloads::path)),
                () -> new PayloadSelector.Exclude(draw.several(0, 3, payloads::path)));
    }

    private VectorSelector vectorSelector() {
        return draw.choice(
                () -> VectorSelector.Whole.ALL,
                () -> VectorSelector.Whole.NONE,
                () ->
                        new VectorSelector.Named(
                                draw.chance(5)
                                        ? Set.of(vectors.name())
                                        : Set.copyOf(draw.some(50, config.vectors().keySet()))));
    }
}
