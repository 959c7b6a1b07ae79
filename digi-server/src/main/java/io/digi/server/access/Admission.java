package io.digi.server.access;

/// Whether a request may go on.
public sealed interface Admission {
    record Granted(Principal principal) implements Admission {}

    /// The request ends here.
    ///
    /// @param enveloped whether the text goes into an error's envelope; else it is plain text
    record Refused(int status, String text, boolean enveloped) implements Admission {}
}
