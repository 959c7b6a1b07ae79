package io.digi.index.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelChoiceTest {
    private static final String C2 = "mixed mode, sharing";

    @Test
    void wideVectorsAreUsed() {
        KernelChoice choice = new KernelChoice("", 512, C2, "amd64");
        assertThat(choice.vector()).isTrue();
        assertThat(choice.description()).isEqualTo("vector kernels, 512 bits");
        assertThat(new KernelChoice("", 128, C2, "aarch64").vector()).isTrue();
    }

    @Test
    void withoutTheModulePlainKernelsServe() {
        KernelChoice choice = new KernelChoice("", 0, C2, "amd64");
        assertThat(choice.vector()).isFalse();
        assertThat(choice.description())
                .isEqualTo(
                        "plain kernels (the JVM started without --add-modules"
                                + " jdk.incubator.vector)");
    }

    @Test
    void withoutTheC2CompilerPlainKernelsServe() {
        for (String vmInfo :
                new String[] {"mixed mode, emulated-client, sharing", "interpreted mode"}) {
            KernelChoice choice = new KernelChoice("", 512, vmInfo, "amd64");
            assertThat(choice.vector()).isFalse();
            assertThat(choice.description()).contains("without the C2 compiler");
        }
    }

    @Test
    void x86WithoutAvx2UsesPlainKernels() {
        KernelChoice choice = new KernelChoice("", 128, C2, "amd64");
        assertThat(choice.vector()).isFalse();
        assertThat(choice.description()).isEqualTo("plain kernels (vectors have 128 bits only)");
    }

    @Test
    void propertyForcesTheKernels() {
        KernelChoice plain = new KernelChoice("plain", 512, C2, "amd64");
        assertThat(plain.vector()).isFalse();
        assertThat(plain.description()).isEqualTo("plain kernels (digi.kernel=plain)");
        assertThat(new KernelChoice("vector", 128, "interpreted mode", "amd64").vector()).isTrue();
    }

    @Test
    void propertyThatCannotBeFollowedIsRefused() {
        assertThatThrownBy(() -> new KernelChoice("vector", 0, C2, "amd64"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--add-modules jdk.incubator.vector");
        assertThatThrownBy(() -> new KernelChoice("fast", 512, C2, "amd64"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("system property digi.kernel is \"fast\", expected plain or vector");
    }
}
