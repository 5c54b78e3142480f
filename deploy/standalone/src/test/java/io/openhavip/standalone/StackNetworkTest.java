package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StackNetworkTest {

    @Test
    void namesBelongToTheHome() {
        String name = host(Path.of("/a/.havip"), 1);
        assertThat(name).matches("havip-[0-9a-f]{6}");
        assertThat(host(Path.of("/a/.havip"), 1)).isEqualTo(name);
        assertThat(host(Path.of("/b/.havip"), 1)).isNotEqualTo(name);
    }

    @Test
    void agentsTellTheirRoutersApart() {
        String first = host(Path.of("/a/.havip"), 1);
        String second = host(Path.of("/a/.havip"), 2);
        assertThat("hvr-" + second + "-x").doesNotStartWith("hvr-" + first + "-");
    }

    private static String host(Path home, int number) {
        return StackNetwork.of(home, 2).host(number);
    }
}
