package io.openhavip.agent.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs set-up commands ({@code ip}, {@code bridge}, {@code nft}) inside a namespace. Never on the switch path. Output is read on
 * the caller's thread, while input is written on another; standard error goes into it. Thread-safe.
 */
public final class Commands {

    static final Duration LIMIT = Duration.ofSeconds(20);
    static final int OUTPUT_LIMIT = 64 << 20;

    private final NetworkNamespace namespace;

    public Commands(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    /** Runs a command that must succeed, and answers its output. */
    public String run(String... command) throws IOException {
        return runWithInput("", command);
    }

    /**
     * Runs a command that must succeed, with {@code input} as its standard input.
     *
     * @throws CommandFailed if it ends with another status than 0
     */
    public String runWithInput(String input, String... command) throws IOException {
        Process process = new ProcessBuilder(namespace.command(List.of(command)))
                .redirectErrorStream(true)
                .start();
        process.onExit().orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            process.destroyForcibly();
            return process;
        });
        // A command may say more than a pipe holds before it has read everything.
        Thread.startVirtualThread(() -> write(input, process));
        String output = new String(process.getInputStream().readNBytes(OUTPUT_LIMIT), StandardCharsets.UTF_8);
        int status = await(process);
        if (status != 0) {
            throw new CommandFailed(String.join(" ", command), status, output.strip());
        }
        return output;
    }

    private static void write(String input, Process process) {
        try (OutputStream standardInput = process.getOutputStream()) {
            standardInput.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The command ended before it read everything; its status and output say why.
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a command ran", e);
        }
    }
}
