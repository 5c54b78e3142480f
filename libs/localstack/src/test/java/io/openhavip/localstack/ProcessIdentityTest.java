package io.openhavip.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    private final long self = ProcessHandle.current().pid();

    @Test
    void survivesBeingWrittenAndRead() {
        ProcessIdentity identity = ProcessIdentity.ofLive(self).orElseThrow();
        assertThat(ProcessIdentity.parse(identity.format())).contains(identity);
        assertThat(identity.isAlive()).isTrue();
    }

    @Test
    void reusedProcessIdIsNotTheSameProcess() {
        ProcessIdentity identity = ProcessIdentity.ofLive(self).orElseThrow();
        assertThat(new ProcessIdentity(self, "1" + identity.startedAt()).isAlive())
                .isFalse();
    }

    @Test
    void tornFileNamesNobody() {
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("1234")).isEmpty();
        assertThat(ProcessIdentity.parse("x 17@boot")).isEmpty();
    }

    @Test
    void endedProcessIsNotAlive() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", "read line").start();
        ProcessIdentity identity = ProcessIdentity.ofLive(process.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();
        process.destroyForcibly().waitFor();
        assertThat(identity.isAlive()).isFalse();
    }
}
