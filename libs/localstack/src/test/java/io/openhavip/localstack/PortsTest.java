package io.openhavip.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void takenPortIsReportedWithItsHolder() throws Exception {
        int port = Ports.free();
        try (ServerSocket holder = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(Ports.accepts("127.0.0.1", holder.getLocalPort())).isTrue();
            assertThatThrownBy(() -> Ports.requireFree(port, "kafka"))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessage("port %d, which kafka needs, is taken by process %d (java)"
                            .formatted(port, ProcessHandle.current().pid()));
        }
        Ports.requireFree(port, "kafka");
        assertThat(Ports.accepts("127.0.0.1", port)).isFalse();
    }

    @Test
    void freePortIsNoneThatTheKernelGivesToClients() {
        assertThat(Ports.free()).isBetween(20_000, 32_767);
    }
}
