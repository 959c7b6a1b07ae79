package io.digi.cli;

/// What the process tells its caller.
enum ExitCode {
    CLEAN(0),
    /// Wrong use, wrong configuration, or a request that cannot be carried out as it stands.
    USER_ERROR(1),
    /// Stored data, or its medium, is not as it was written.
    DATA_DAMAGED(2),
    /// Another process holds the port or the directory.
    BUSY(3),
    /// A mistake of ours (`EX_SOFTWARE` of sysexits.h).
    BUG(70);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
