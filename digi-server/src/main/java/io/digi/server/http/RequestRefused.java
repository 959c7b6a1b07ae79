package io.digi.server.http;

import io.digi.wire.error.ErrorAnswer;

/// A request that ends early with an answer that no [io.digi.model.error.Problem] stands for. It
/// does not leave this package.
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorAnswer answer;

    RequestRefused(int status, String text) {
        this(new ErrorAnswer(status, text));
    }

    RequestRefused(ErrorAnswer answer) {
        super(answer.text());
        this.answer = answer;
    }

    ErrorAnswer answer() {
        return answer;
    }
}
