package io.digi.storage.fake;

/// The power is gone: thrown by every use of a simulated disk or store from then on. An error, so
/// that no handler of the code under test takes it for a failure that it could answer.
public final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    PowerCut(long step) {
        super("the power was cut at step " + step);
    }
}
