package io.digi.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortOwnerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void aPortBelongsToTheProcessThatListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            port = socket.getLocalPort();
            assertThat(PortOwner.of("127.0.0.1", port)).hasValue(ProcessHandle.current().pid());
        }
        assertThat(PortOwner.of("127.0.0.1", port)).isEmpty();
    }

    @Test
    void otherMachinesAreNotLookedAt() throws Exception {
        assertThat(PortOwner.of("192.0.2.1", 6333)).isEmpty();
    }
}
