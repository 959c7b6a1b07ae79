package io.digi.index.kernel;

/// Which kernels run, and why. Pure, so that every case can be tested on any machine.
///
/// @param forced value of the property `digi.kernel`, empty if not set
/// @param vectorBits length of the preferred vector; 0 without the module `jdk.incubator.vector`
/// @param vmInfo the system property `java.vm.info`
/// @param arch the system property `os.arch`
record KernelChoice(String forced, int vectorBits, String vmInfo, String arch) {
    static final String PROPERTY = "digi.kernel";

    private static final String MODULE_MISSING =
            "the JVM started without --add-modules jdk.incubator.vector";

    KernelChoice {
        switch (forced) {
            case "", "plain" -> {}
            case "vector" -> requireModule(vectorBits);
            default ->
                    throw new IllegalStateException(
                            "system property %s is \"%s\", expected plain or vector"
                                    .formatted(PROPERTY, forced));
        }
    }

    boolean vector() {
        return forced.isEmpty() ? reasonForPlain().isEmpty() : forced.equals("vector");
    }

    String description() {
        if (vector()) {
            return "vector kernels, %d bits".formatted(vectorBits);
        }
        String reason = forced.isEmpty() ? reasonForPlain() : "%s=%s".formatted(PROPERTY, forced);
        return "plain kernels (%s)".formatted(reason);
    }

    /// Empty if the vector kernels are expected to be faster. Without C2 the Vector API allocates
    /// an object per operation. On x86, 128 bits mean a processor or a setting without AVX2, where
    /// a fused multiply-add may be emulated in software.
    private String reasonForPlain() {
        if (vectorBits == 0) {
            return MODULE_MISSING;
        }
        if (vmInfo.contains("emulated-client") || vmInfo.contains("interpreted")) {
            return "the JVM runs without the C2 compiler";
        }
        if (vectorBits < 128 || (vectorBits < 256 && arch.equals("amd64"))) {
            return "vectors have %d bits only".formatted(vectorBits);
        }
        return "";
    }

    private static void requireModule(int vectorBits) {
        if (vectorBits == 0) {
            throw new IllegalStateException(
                    "system property %s is \"vector\", but %s".formatted(PROPERTY, MODULE_MISSING));
        }
    }
}
