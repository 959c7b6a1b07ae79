package io.digi.testkit.model;

import io.digi.model.change.PointChange;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.CollectionCatalog;
import io.digi.model.engine.Scope;
import io.digi.model.engine.VectorEngine;
import io.digi.model.error.DigiException;
import io.digi.model.id.CollectionName;
import io.digi.model.query.PointRead;
import java.util.List;

/// One operation on an engine, as data.
sealed interface Step {
    record Write(Scope scope, CollectionName collection, List<PointChange> changes)
            implements Step {}

    record Read(Scope scope, CollectionName collection, PointRead<?> read) implements Step {}

    record Create(Scope scope, CollectionName collection, CollectionConfig config)
            implements Step {}

    record Drop(Scope scope, CollectionName collection) implements Step {}

    record Alter(Scope scope, CollectionName collection, CollectionChange change) implements Step {}

    record ChangeAliases(Scope scope, List<AliasChange> changes) implements Step {}

    record Describe(Scope scope, CollectionName collection) implements Step {}

    record Exists(Scope scope, CollectionName collection) implements Step {}

    record ListNames(Scope scope) implements Step {}

    record ListAliases(Scope scope) implements Step {}

    Scope scope();

    /// What the engine does with it.
    default Outcome on(VectorEngine engine) {
        try {
            return new Outcome.Answer(answer(engine, Call.of(scope())));
        } catch (DigiException e) {
            return new Outcome.Refusal(e.problem());
        }
    }

    private Object answer(VectorEngine engine, Call call) {
        CollectionCatalog catalog = engine.collections();
        return switch (this) {
            case Write(_, CollectionName name, List<PointChange> changes) ->
                    engine.write(call, name, changes);
            case Read(_, CollectionName name, PointRead<?> read) -> engine.read(call, name, read);
            case Create(_, CollectionName name, CollectionConfig config) -> {
                catalog.create(call, name, config);
                yield Outcome.DONE;
            }
            case Drop(_, CollectionName name) -> catalog.drop(call, name);
            case Alter(_, CollectionName name, CollectionChange change) ->
                    catalog.alter(call, name, change);
            case ChangeAliases(_, List<AliasChange> changes) -> {
                catalog.changeAliases(call, changes);
                yield Outcome.DONE;
            }
            case Describe(_, CollectionName name) -> catalog.describe(call, name);
            case Exists(_, CollectionName name) -> catalog.exists(call, name);
            case ListNames _ -> catalog.list(call);
            case ListAliases _ -> catalog.aliases(call);
        };
    }
}
