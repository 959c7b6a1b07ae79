package io.digi.testkit.model;

import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.config.Tokenizer;
import io.digi.model.engine.Call;
import io.digi.model.engine.Scope;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.id.TenantId;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.testkit.generator.ChangeGenerator;
import io.digi.testkit.generator.ConfigGenerator;
import io.digi.testkit.generator.Draw;
import io.digi.testkit.generator.PayloadGenerator;
import io.digi.testkit.generator.PointGenerator;
import io.digi.testkit.generator.Pools;
import io.digi.testkit.generator.ReadGenerator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Draws the next step of a model run, which mostly writes and reads.
final class StepGenerator {
    private static final Scope ALL = Scope.Everything.EVERYTHING;
    private static final List<CollectionName> COLLECTIONS = names("c", "d", "e", "f");
    private static final List<CollectionName> ALIASES = names("x", "y");
    private static final List<CollectionName> NAMES =
            Stream.concat(COLLECTIONS.stream(), ALIASES.stream()).toList();

    private final Draw draw;

    /// Tells what collections there are and of what they are made.
    private final VectorEngine reference;

    StepGenerator(Draw draw, VectorEngine reference) {
        this.draw = draw;
        this.reference = reference;
    }

    Step next() {
        List<CollectionName> present = reference.collections().list(Call.everything());
        int kind = draw.below(100);
        if (present.isEmpty() || kind < 2) {
            return new Step.Create(rarelyTenant(), name(COLLECTIONS), config());
        }
        CollectionName collection = draw.chance(3) ? draw.one(NAMES) : draw.one(present);
        if (kind < 45) {
            return write(collection);
        }
        return kind < 92 ? read(collection) : catalog(collection);
    }

    private Step write(CollectionName collection) {
        CollectionConfig config = config(collection);
        Scope scope = new PointGenerator(draw, config).scope();
        return new Step.Write(scope, collection, new ChangeGenerator(draw, config).changes(scope));
    }

    private Step read(CollectionName collection) {
        CollectionConfig config = config(collection);
        Scope scope = new PointGenerator(draw, config).scope();
        return new Step.Read(scope, collection, new ReadGenerator(draw, config).read(scope));
    }

    private Step catalog(CollectionName collection) {
        Scope scope = rarelyTenant();
        return draw.choice(
                () -> new Step.Alter(scope, collection, change()),
                () -> new Step.Alter(scope, collection, change()),
                () -> new Step.ChangeAliases(scope, draw.several(1, 3, this::aliasChange)),
                () -> new Step.Describe(describeScope(collection), collection),
                () -> new Step.Exists(scope, name(NAMES)),
                () -> new Step.ListNames(scope),
                () -> new Step.ListAliases(scope),
                () -> dropOrDescribe(scope, collection));
    }

    /// Drops seldom, since an empty collection finds few faults.
    private Step dropOrDescribe(Scope scope, CollectionName collection) {
        return draw.chance(40)
                ? new Step.Drop(scope, collection)
                : new Step.Describe(scope, collection);
    }

    private Scope describeScope(CollectionName collection) {
        return new PointGenerator(draw, config(collection)).scope();
    }

    private CollectionChange change() {
        JsonPath key = new PayloadGenerator(draw).path();
        return draw.choice(
                () -> new CollectionChange.CreatePayloadIndex(key, index()),
                () -> new CollectionChange.CreatePayloadIndex(key, index()),
                () -> new CollectionChange.DropPayloadIndex(key),
                this::settings,
                () -> new CollectionChange.DeclareTenantField(Pools.TENANT_FIELD));
    }

    private PayloadIndexConfig index() {
        boolean onDisk = draw.chance(50);
        return switch (draw.one(List.of(PayloadIndexKind.values()))) {
            case KEYWORD -> new PayloadIndexConfig.Keyword(draw.chance(20), onDisk);
            case INTEGER -> new PayloadIndexConfig.Int(true, true, draw.chance(20), onDisk);
            case FLOAT -> new PayloadIndexConfig.Real(draw.chance(20), onDisk);
            case GEO -> new PayloadIndexConfig.Geo(onDisk);
            case TEXT -> text(onDisk);
            case BOOL -> new PayloadIndexConfig.Bool(onDisk);
            case DATETIME -> new PayloadIndexConfig.DateTime(draw.chance(20), onDisk);
            case UUID -> new PayloadIndexConfig.Uuid(draw.chance(20), onDisk);
        };
    }

    private PayloadIndexConfig text(boolean onDisk) {
        return new PayloadIndexConfig.Text(
                draw.one(List.of(Tokenizer.values())),
                draw.chance(50),
                OptionalInt.of(draw.below(3)),
                draw.chance(50) ? OptionalInt.empty() : OptionalInt.of(draw.between(1, 4)),
                draw.chance(50),
                onDisk);
    }

    private CollectionChange settings() {
        return new CollectionChange.UpdateSettings(
                draw.maybe(30, () -> ConfigGenerator.hnswChange(draw)).orElse(Value.Struct.EMPTY),
                Value.Struct.EMPTY,
                new Value.Struct(Map.of("shard_number", numberOrNull())),
                draw.maybe(50, () -> Payload.of(Map.of("owner", numberOrNull()))));
    }

    private Value numberOrNull() {
        return draw.chance(30) ? Value.Null.NULL : Value.of((long) draw.between(1, 3));
    }

    private AliasChange aliasChange() {
        CollectionName alias = draw.chance(90) ? name(ALIASES) : name(COLLECTIONS);
        return draw.choice(
                () -> new AliasChange.Create(name(COLLECTIONS), alias),
                () -> new AliasChange.Create(name(COLLECTIONS), alias),
                () -> new AliasChange.Delete(alias),
                () -> new AliasChange.Rename(name(ALIASES), alias));
    }

    private CollectionName name(List<CollectionName> pool) {
        return draw.one(pool);
    }

    private Scope rarelyTenant() {
        TenantId tenant = draw.one(Pools.TENANTS);
        return draw.chance(4) ? new Scope.Tenant(tenant) : ALL;
    }

    private CollectionConfig config() {
        return new ConfigGenerator(draw).config();
    }

    /// What the collection is made of; if there is none of that name, whatever.
    private CollectionConfig config(CollectionName name) {
        return reference.collections().exists(Call.everything(), name)
                ? reference.collections().describe(Call.everything(), name).config()
                : config();
    }

    private static List<CollectionName> names(String... names) {
        return Stream.of(names).map(CollectionName::new).toList();
    }
}
