package io.digi.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.inference.EmbeddingProbe.Plant;
import io.digi.stack.require.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Embedding opens no socket. Seen from three sides, each with a control that must fail: what a
/// process holds open, what it ever asked of the kernel, and what the native library could ask for.
@Requires("strace")
@Timeout(120)
class NoSocketIT {
    private static final String STRACE = "strace";
    private static final List<String> SOCKET_CALLS =
            List.of(
                    "socket",
                    "connect",
                    "bind",
                    "sendto",
                    "sendmsg",
                    "getaddrinfo",
                    "gethostbyname");

    @TempDir Path scratch;

    @Test
    void embeddingProcessHoldsNoSocketAtAnyStep() throws Exception {
        assertThat(socketsByStep(Plant.NONE))
                .containsExactly("started: 0", "loaded: 0", "embedded: 0", "closed: 0");
    }

    @Test
    void plantedSocketWouldBeFoundAmongTheOpenFiles() throws Exception {
        assertThat(socketsByStep(Plant.HELD)).contains("loaded: 0").doesNotContain("embedded: 0");
    }

    @Test
    void embeddingProcessNeverAsksTheKernelForANetworkSocket() throws Exception {
        assertThat(networkCalls(Plant.NONE)).isEmpty();
    }

    @Test
    void plantedSocketWouldBeFoundAmongTheCallsHoweverBrief() throws Exception {
        assertThat(networkCalls(Plant.BRIEF))
                .anySatisfy(call -> assertThat(call).contains("bind("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-x64", "linux-aarch64"})
    void nativeLibraryDoesNotEvenImportTheCalls(String platform) throws IOException {
        for (String library : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so")) {
            String resource = "/ai/onnxruntime/native/" + platform + "/" + library;
            try (InputStream in = NoSocketIT.class.getResourceAsStream(resource)) {
                assertThat(in).as(resource).isNotNull();
                assertThat(ElfImports.of(in.readAllBytes()))
                        .as(resource)
                        .contains("memcpy")
                        .doesNotContainAnyElementsOf(SOCKET_CALLS);
            }
        }
    }

    @Test
    void socketCallsOfALibraryWouldBeFoundAmongItsImports() throws IOException {
        Path network = Path.of(System.getProperty("java.home"), "lib", "libnet.so");

        assertThat(ElfImports.of(Files.readAllBytes(network)))
                .contains("socket", "connect", "bind", "getaddrinfo");
    }

    /// How many sockets the probe has open at each of its steps.
    private List<String> socketsByStep(Plant plant) throws Exception {
        List<String> steps = new ArrayList<>();
        try (ProbeProcess probe = new ProbeProcess(List.of(), plant, scratch)) {
            probe.walk(step -> steps.add(step + ": " + openSockets(probe.pid())));
        }
        return steps;
    }

    /// The calls about sockets that the probe made after its first step.
    private List<String> networkCalls(Plant plant) throws Exception {
        Path trace = scratch.resolve("calls");
        List<String> tracer =
                List.of(
                        STRACE,
                        "-f",
                        "-qq",
                        "-e",
                        "trace=%network,write",
                        "-e",
                        "signal=none",
                        "-o",
                        trace.toString());
        List<String> steps = new ArrayList<>();
        try (ProbeProcess probe = new ProbeProcess(tracer, plant, scratch)) {
            probe.walk(steps::add);
        }
        assertThat(steps).containsExactly("started", "loaded", "embedded", "closed");
        List<String> calls = Files.readAllLines(trace);
        assertThat(calls).anyMatch(NoSocketIT::isFirstStep);
        return calls.stream()
                .dropWhile(call -> !isFirstStep(call))
                .filter(call -> !call.contains("write(") && !call.contains("<... write resumed>"))
                .filter(call -> !call.contains("+++ exited with 0 +++"))
                .toList();
    }

    private static boolean isFirstStep(String call) {
        return call.contains("write(1, \"started");
    }

    private static long openSockets(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.filter(NoSocketIT::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException e) {
            // Closed between the listing and now, so not held.
            return false;
        } catch (IOException e) {
            throw new AssertionError(descriptor + " cannot be read", e);
        }
    }
}
