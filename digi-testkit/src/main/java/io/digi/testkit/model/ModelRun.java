package io.digi.testkit.model;

import io.digi.model.engine.Call;
import io.digi.model.engine.Scope;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.model.id.CollectionName;
import io.digi.model.id.VectorName;
import io.digi.model.query.PointRead;
import io.digi.model.query.QueryTarget;
import io.digi.model.query.SearchParams;
import io.digi.model.query.Selection;
import io.digi.testkit.generator.Draw;
import io.digi.testkit.generator.Seeds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Does the same random operations on an engine under test and on a reference engine, both empty at
/// first, and compares what they answer. From time to time it compares all points, and has the
/// engine under test reopened. The same seed makes the same run.
///
/// A difference is an `AssertionError` that says how to repeat the run, which operation it was,
/// what was expected and what came, and the last operations on that collection.
public final class ModelRun {
    private static final int STEPS_BETWEEN_REOPENINGS = 200;
    private static final int STEPS_BETWEEN_AUDITS = 50;
    private static final int HISTORY_SIZE = 6;
    private static final int SHOWN_LENGTH_MAX = 600;

    private final long seed;
    private final VectorEngine reference;
    private final Supplier<VectorEngine> reopen;
    private final Draw draw;
    private final StepGenerator steps;
    private final AnswerComparison comparison;
    private final Deque<String> history = new ArrayDeque<>();
    private VectorEngine subject;
    private int stepCount;

    /// `reopen` ends the engine under test in whatever way it likes, and returns the one to go on
    /// with, which must hold every acknowledged write.
    public ModelRun(
            long seed,
            VectorEngine subject,
            VectorEngine reference,
            Supplier<VectorEngine> reopen) {
        this.seed = seed;
        this.subject = subject;
        this.reference = reference;
        this.reopen = reopen;
        draw = new Draw(seed);
        steps = new StepGenerator(draw, reference);
        comparison = new AnswerComparison(reference);
    }

    /// A run that never reopens.
    public ModelRun(long seed, VectorEngine subject, VectorEngine reference) {
        this(seed, subject, reference, () -> subject);
    }

    /// Does so many operations and compares all points at the end. Returns the engine under test as
    /// it is then, which the caller closes.
    public VectorEngine run(int operations) {
        for (int i = 0; i < operations; i++) {
            if (draw.below(STEPS_BETWEEN_REOPENINGS) == 0) {
                subject = reopen.get();
                remember("reopened");
                audit();
            }
            if (draw.below(STEPS_BETWEEN_AUDITS) == 0) {
                audit();
            }
            take(steps.next());
        }
        audit();
        return subject;
    }

    private void take(Step step) {
        stepCount++;
        remember(step.toString());
        check(step);
    }

    private void check(Step step) {
        Outcome expected = step.on(reference);
        try {
            comparison.compare(step, expected, step.on(subject));
        } catch (RuntimeException e) {
            throw new AssertionError(report(step, e), e);
        }
    }

    /// Compares every collection whole: ids, versions, payloads, vectors, settings.
    private void audit() {
        Scope all = Scope.Everything.EVERYTHING;
        check(new Step.ListNames(all));
        check(new Step.ListAliases(all));
        for (CollectionName name : reference.collections().list(Call.everything())) {
            check(new Step.Describe(all, name));
            check(new Step.Read(all, name, everyPoint()));
        }
    }

    private static PointRead<?> everyPoint() {
        return new PointRead.Query(
                QueryTarget.IdOrder.ID_ORDER,
                VectorName.DEFAULT,
                Filter.ALL,
                /* limit= */ 1_000_000,
                /* offset= */ 0,
                OptionalDouble.empty(),
                SearchParams.DEFAULT,
                Selection.EVERYTHING);
    }

    private void remember(String step) {
        history.addLast("%d: %s".formatted(stepCount, step));
        if (history.size() > HISTORY_SIZE) {
            history.removeFirst();
        }
    }

    private String report(Step step, RuntimeException difference) {
        return """
        operation %d of the model run with %s differs from the reference:
        %s
        in %s
        after, oldest first:
        %s\
        """
                .formatted(
                        stepCount,
                        Seeds.replay(seed),
                        difference instanceof Mismatch ? difference.getMessage() : difference,
                        shown(step.toString()),
                        history.stream().map(ModelRun::shown).collect(Collectors.joining("\n")));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "…";
    }
}
