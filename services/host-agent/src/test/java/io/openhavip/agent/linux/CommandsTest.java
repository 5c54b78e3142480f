package io.openhavip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final String MEBIBYTE = "0123456789abcde\n".repeat(1 << 16);

    private final Commands commands = new Commands(new NetworkNamespace(""));

    /** More both ways than pipes hold; a command that waits is killed in the end, which fails. */
    @Test
    void commandMayAnswerWhileItStillReads() throws IOException {
        assertThat(commands.runWithInput(MEBIBYTE, "cat")).isEqualTo(MEBIBYTE);
    }

    @Test
    void commandNeedNotReadEverything() throws IOException {
        assertThat(commands.runWithInput(MEBIBYTE, "head", "-n", "1")).isEqualTo("0123456789abcde\n");
    }

    @Test
    void commandThatFailsIsToldWithWhatItSaid() {
        assertThatThrownBy(() -> commands.run("sh", "-c", "echo said; echo why >&2; exit 3"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("3")
                .hasMessageContaining("said\nwhy");
    }
}
