package io.digi.model.error;

import org.jspecify.annotations.Nullable;

/// The one unchecked exception that leaves Digi's modules. What went wrong is data: a [Problem].
public final class DigiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public DigiException(Problem problem) {
        this(problem, null);
    }

    public DigiException(Problem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
