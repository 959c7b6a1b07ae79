package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.ids;
import static io.digi.testkit.contract.Points.point;
import static io.digi.testkit.contract.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.vector.Distance;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Second names of collections.
interface AliasContract extends EngineFixture {
    @Test
    default void aliasReadsAndWritesItsCollection() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionName alias = freshName();
        change(new AliasChange.Create(collection.name(), alias));

        collection.named(alias).upsert(point(1, 1, 0));

        assertThat(collection.ids()).isEqualTo(ids(1));
        assertThat(collection.named(alias).ids()).isEqualTo(ids(1));
        assertThat(collection.named(alias).describe().pointCount()).isOne();
        assertThat(engine().collections().exists(Call.everything(), alias)).isTrue();
        assertThat(engine().collections().list(Call.everything())).doesNotContain(alias);
        assertThat(aliases()).contains(new Alias(alias, collection.name()));
    }

    @Test
    default void aliasMovesToAnotherCollection() {
        CollectionUnderTest first = createPlane(Distance.DOT);
        CollectionUnderTest second = createPlane(Distance.DOT);
        second.upsert(point(2, 1, 0));
        CollectionName alias = freshName();

        change(new AliasChange.Create(first.name(), alias));
        change(new AliasChange.Create(second.name(), alias));

        assertThat(first.named(alias).ids()).isEqualTo(ids(2));
    }

    @Test
    default void renamedAliasKeepsItsCollection() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionName before = freshName();
        CollectionName after = freshName();
        change(new AliasChange.Create(collection.name(), before));

        change(new AliasChange.Rename(before, after));

        assertThat(collection.named(after).ids()).isEmpty();
        refused(Problem.CollectionNotFound.class, () -> collection.named(before).ids());
    }

    @Test
    default void deletedAliasIsGoneAndItsCollectionStays() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionName alias = freshName();
        change(new AliasChange.Create(collection.name(), alias));

        change(new AliasChange.Delete(alias));
        change(new AliasChange.Delete(alias));

        refused(Problem.CollectionNotFound.class, () -> collection.named(alias).ids());
        assertThat(collection.ids()).isEmpty();
    }

    @Test
    default void missingAliasCannotBeRenamed() {
        CollectionName missing = freshName();

        Problem.AliasNotFound problem =
                refused(
                        Problem.AliasNotFound.class,
                        () -> change(new AliasChange.Rename(missing, freshName())));

        assertThat(problem.alias()).isEqualTo(missing);
    }

    @Test
    default void aliasCannotHaveTheNameOfACollection() {
        CollectionUnderTest first = createPlane(Distance.DOT);
        CollectionUnderTest second = createPlane(Distance.DOT);

        refused(
                Problem.CollectionExists.class,
                () -> change(new AliasChange.Create(first.name(), second.name())));
    }

    @Test
    default void collectionCannotHaveTheNameOfAnAlias() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionName alias = freshName();
        change(new AliasChange.Create(collection.name(), alias));

        refused(
                Problem.NameIsAlias.class,
                () ->
                        engine().collections()
                                .create(
                                        Call.everything(),
                                        alias,
                                        CollectionConfig.of(2, Distance.DOT)));
    }

    @Test
    default void aliasOfAMissingCollectionIsRefused() {
        refused(
                Problem.CollectionNotFound.class,
                () -> change(new AliasChange.Create(freshName(), freshName())));
    }

    @Test
    default void aliasChangesApplyAllOrNone() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionName kept = freshName();
        CollectionName never = freshName();
        change(new AliasChange.Create(collection.name(), kept));

        refused(
                Problem.AliasNotFound.class,
                () ->
                        change(
                                new AliasChange.Create(collection.name(), never),
                                new AliasChange.Delete(kept),
                                new AliasChange.Rename(freshName(), freshName())));

        assertThat(aliases())
                .contains(new Alias(kept, collection.name()))
                .doesNotContain(new Alias(never, collection.name()));
    }

    @Test
    default void droppingACollectionDropsItsAliasesAndNotByAlias() {
        CollectionUnderTest collection = createPlane(Distance.DOT);
        CollectionName alias = freshName();
        change(new AliasChange.Create(collection.name(), alias));

        assertThat(engine().collections().drop(Call.everything(), alias)).isFalse();
        assertThat(collection.ids()).isEmpty();
        assertThat(engine().collections().drop(Call.everything(), collection.name())).isTrue();

        assertThat(aliases()).noneMatch(each -> each.alias().equals(alias));
        refused(Problem.CollectionNotFound.class, () -> collection.named(alias).ids());
    }

    private void change(AliasChange... changes) {
        engine().collections().changeAliases(Call.everything(), List.of(changes));
    }

    private List<Alias> aliases() {
        return engine().collections().aliases(Call.everything());
    }
}
