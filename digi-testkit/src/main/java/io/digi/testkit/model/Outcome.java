package io.digi.testkit.model;

import io.digi.model.error.Problem;

/// What came of a step.
sealed interface Outcome {
    /// The answer of a step that answers nothing.
    String DONE = "done";

    record Answer(Object value) implements Outcome {}

    record Refusal(Problem problem) implements Outcome {}
}
