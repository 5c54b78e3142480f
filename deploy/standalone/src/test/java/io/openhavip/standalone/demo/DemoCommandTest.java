package io.openhavip.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the demo falls back to announcements by REST, and what it says then. */
class DemoCommandTest {

    @Test
    void machineWithEverythingHasNoObstacle() {
        assertThat(DemoCommand.obstacle(Optional.empty(), program -> true)).isEmpty();
    }

    @Test
    void machineWithoutAgentSaysWhy() {
        assertThat(DemoCommand.obstacle(Optional.of("needs root"), program -> false))
                .contains("needs root");
    }

    @Test
    void missingProgramsAreNamed() {
        assertThat(DemoCommand.obstacle(Optional.empty(), program -> false))
                .contains("needs keepalived and nginx (Debian: apt-get install keepalived nginx-light)");
        assertThat(DemoCommand.obstacle(Optional.empty(), "nginx"::equals))
                .contains("needs keepalived (Debian: apt-get install keepalived nginx-light)");
    }
}
