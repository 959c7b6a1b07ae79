package io.digi.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.change.PointChange;
import io.digi.model.change.PointSelection;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.filter.Filter;
import io.digi.testkit.generator.Seeds;
import io.digi.testkit.reference.ReferenceEngine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A model run finds faults, and only those.
class ModelRunTest {
    private static final int OPERATIONS_MAX = 30_000;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultIsFound(Fault fault) {
        long seed = Seeds.seed("faultIsFound " + fault);
        VectorEngine faulty = new FaultyEngine(new ReferenceEngine(), fault);

        assertThatThrownBy(
                        () -> new ModelRun(seed, faulty, new ReferenceEngine()).run(OPERATIONS_MAX))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("operation ")
                .hasMessageContaining(Seeds.replay(seed));
    }

    @Test
    void writesLostByAReopeningAreFound() {
        long seed = Seeds.seed("writesLostByAReopeningAreFound");
        ReferenceEngine forgetful = new ReferenceEngine();

        assertThatThrownBy(() ->
                        new ModelRun(
                                        seed,
                                        forgetful,
                                        new ReferenceEngine(),
                                        () -> emptied(forgetful))
                                .run(OPERATIONS_MAX))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("reopened");
    }

    @Test
    void sameSeedMakesTheSameRun() {
        assertThat(firstDifference(7))
                .isEqualTo(firstDifference(7))
                .isNotEqualTo(firstDifference(8));
    }

    private static String firstDifference(long seed) {
        VectorEngine faulty = new FaultyEngine(new ReferenceEngine(), Fault.LOSES_DELETES);
        try {
            new ModelRun(seed, faulty, new ReferenceEngine()).run(OPERATIONS_MAX);
            return "none";
        } catch (AssertionError difference) {
            return String.valueOf(difference.getMessage());
        }
    }

    private static VectorEngine emptied(ReferenceEngine engine) {
        PointChange all = new PointChange.Delete(new PointSelection.Matching(Filter.ALL));
        engine.collections()
                .list(Call.everything())
                .forEach(name -> engine.write(Call.everything(), name, List.of(all)));
        return engine;
    }
}
