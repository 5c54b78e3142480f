package io.openhavip.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    @Test
    void portIsGivenToOneCallerOnly() {
        List<Integer> ports = Stream.generate(Ports::free).limit(500).toList();
        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void portOfAnotherProcessIsNotGiven() throws Exception {
        try (OtherCaller other = new OtherCaller()) {
            int theirs = other.port();
            assertThat(Ports.reserve(theirs)).isFalse();
            other.end();
            assertThat(Ports.reserve(theirs)).isTrue();
        }
    }

    /** Another JVM that has chosen a port and does not use it yet. */
    private static final class OtherCaller implements AutoCloseable {

        private final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherCaller.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        OtherCaller() throws IOException {}

        /** Says its port and holds it until its input ends. */
        public static void main(String[] arguments) throws IOException {
            System.out.println(Ports.free());
            System.in.readAllBytes();
        }

        int port() throws IOException {
            return Integer.parseInt(process.inputReader().readLine());
        }

        void end() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
