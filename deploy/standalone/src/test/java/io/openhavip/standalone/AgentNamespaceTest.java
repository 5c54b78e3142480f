package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentNamespaceTest {

    @Test
    void nameBelongsToTheHome() {
        String name = AgentNamespace.of(Path.of("/a/.havip")).name();
        assertThat(name).matches("havip-[0-9a-f]{6}");
        assertThat(AgentNamespace.of(Path.of("/a/.havip")).name()).isEqualTo(name);
        assertThat(AgentNamespace.of(Path.of("/b/.havip")).name()).isNotEqualTo(name);
    }
}
