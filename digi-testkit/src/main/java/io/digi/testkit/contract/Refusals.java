package io.digi.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Asserts that something is refused.
final class Refusals {
    private Refusals() {}

    /// Runs what must fail with a problem of that kind, and returns the problem.
    static <P extends Problem> P refused(Class<P> kind, ThrowingCallable action) {
        DigiException thrown = catchThrowableOfType(DigiException.class, action);
        assertThat(thrown).as("refused as %s", kind.getSimpleName()).isNotNull();
        assertThat(thrown.problem()).isInstanceOf(kind);
        return kind.cast(thrown.problem());
    }
}
