package io.digi.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PortsTest {
    @Test
    void pairWithABusyPortIsPassedOver() throws Exception {
        Set<Integer> busy = Set.of(6333, 6336);
        Ports ports = new Ports(6333, port -> !busy.contains(port));
        Integer opened = ports.openOnFree(port -> port);
        assertThat(opened).isEqualTo(6337);
    }

    @Test
    void portThatSomebodyTakesMeanwhileIsPassedOver() throws Exception {
        Ports ports = new Ports(6333, _ -> true);
        Integer opened =
                ports.openOnFree(port -> {
                    if (port == 6333) {
                        throw new IOException(new BindException("in use"));
                    }
                    return port;
                });
        assertThat(opened).isEqualTo(6335);
    }

    @Test
    void noFreePairIsAnErrorThatNamesTheWayOut() {
        Ports ports = new Ports(6333, _ -> false);
        assertThatThrownBy(() -> ports.openOnFree(port -> port))
                .isInstanceOf(DigiException.class)
                .hasMessageContaining("--port");
    }

    @Test
    void listeningSocketMakesItsPortBusy() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(listening.getLocalPort(), Ports.DEFAULT.isFree());
            assertThat(ports.isFree().test(listening.getLocalPort())).isFalse();
        }
    }
}
