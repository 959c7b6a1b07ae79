package io.digi.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// Takes back the standard error stream that the launcher kept aside. The JVM prints a warning for
/// the vector module before `main`, and has no flag against it; so the launcher starts with stderr
/// going through a filter, and the real one open as another descriptor. From `main` on nothing is
/// to stand between the program, or a crash report of the JVM, and the terminal.
final class StandardError {
    /// Set by the launcher to the number of the descriptor kept aside.
    private static final String KEPT_ASIDE = "digi.stderr";

    private static final int STDERR = 2;
    private static final FunctionDescriptor DUP2 =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
    private static final FunctionDescriptor CLOSE = FunctionDescriptor.of(JAVA_INT, JAVA_INT);

    private StandardError() {}

    /// Does nothing where no launcher kept anything aside. Where the system refuses, the filter
    /// stays in place, which loses nothing.
    static void takeBack() {
        Integer keptAside = Integer.getInteger(KEPT_ASIDE);
        if (keptAside != null) {
            replaceStderrBy(keptAside);
        }
    }

    // Native methods are restricted because a wrong signature crashes; these are POSIX's own, of
    // ints only.
    @SuppressWarnings("restricted")
    private static void replaceStderrBy(int descriptor) {
        Linker linker = Linker.nativeLinker();
        var symbols = linker.defaultLookup();
        MethodHandle dup2 = linker.downcallHandle(symbols.findOrThrow("dup2"), DUP2);
        MethodHandle close = linker.downcallHandle(symbols.findOrThrow("close"), CLOSE);
        try {
            if ((int) dup2.invokeExact(descriptor, STDERR) == STDERR) {
                int _ = (int) close.invokeExact(descriptor);
            }
        } catch (Throwable e) {
            throw new LinkageError("dup2 and close take ints and throw nothing", e);
        }
    }
}
