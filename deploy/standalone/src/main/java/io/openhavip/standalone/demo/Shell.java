package io.openhavip.standalone.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short system commands. */
final class Shell {

    private static final int LIMIT_S = 20;

    private Shell() {}

    /**
     * Runs a command to its end.
     *
     * @return what it printed
     * @throws DemoFailed if it fails
     */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DemoFailed("'" + String.join(" ", command) + "' did not end");
            }
            if (process.exitValue() != 0) {
                throw new DemoFailed("'" + String.join(" ", command) + "' failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new DemoFailed("'" + command[0] + "' cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted while running " + Arrays.toString(command));
        }
    }

    /** Starts a command. */
    static Process start(List<String> command, ProcessBuilder.Redirect output) {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw new DemoFailed("'" + command.getFirst() + "' cannot be run: " + e.getMessage());
        }
    }
}
