package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @Test
    void helpNamesEveryCommandAndSetting() {
        StringWriter output = new StringWriter();
        int status = Main.commandLine().setOut(new PrintWriter(output)).execute("help");
        assertThat(status).isZero();
        assertThat(output.toString())
                .contains("up", "down", "status", "logs", "reset", "bench", "test")
                .contains("HAVIP_HOME", "HAVIP_HOSTS", "HAVIP_DEBUG");
        Settings byDefault = Settings.from(Map.of(), Path.of("/"));
        assertThat(Settings.Port.values())
                .extracting(port -> port.name() + " " + byDefault.port(port))
                .allSatisfy(port -> assertThat(output.toString()).contains(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "up ", "demo ", "access-key create "})
    void everyCommandExplainsItself(String command) {
        StringWriter output = new StringWriter();
        int status = Main.commandLine().setOut(new PrintWriter(output)).execute((command + "--help").split(" "));
        assertThat(status).isZero();
        assertThat(output.toString()).startsWith("Usage: havip " + command.strip());
    }

    @Test
    void accountsOwnKeyIsMadeOnlyWhenAskedForByName() {
        StringWriter output = new StringWriter();
        int status = Main.commandLine()
                .setErr(new PrintWriter(output))
                .execute("access-key", "create", "--account", "1000000000000002");
        assertThat(status).isEqualTo(2);
        assertThat(output.toString()).contains("--user=NAME | --root");
    }
}
