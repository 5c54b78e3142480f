package io.openhavip.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's programs on this machine.
 *
 * @param programs folder with {@code bin}, {@code lib} and {@code share}
 * @param account as whom they run
 */
record PostgresInstallation(Path programs, PostgresAccount account) {

    private static final long INITIALISE_LIMIT_S = 120;

    /** Makes a database cluster in the empty folder. */
    void initialise(Path data, String user, String password) throws IOException {
        Path secret = Files.createTempFile(data.toAbsolutePath().getParent(), "password", "");
        try {
            Files.writeString(secret, password);
            account.own(secret);
            account.own(data);
            List<String> command = new ArrayList<>(account.prefix());
            command.addAll(List.of(
                    programs.resolve("bin/initdb").toString(),
                    "--pgdata=" + data.toAbsolutePath(),
                    "--username=" + user,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C"));
            run(command, data);
        } finally {
            Files.delete(secret);
        }
    }

    private static void run(List<String> command, Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        // initdb prints some thirty lines and ends: reading to the end is bounded by its life.
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(INITIALISE_LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                String reason = output.lines()
                        .filter(line -> line.contains("error"))
                        .findFirst()
                        .orElse("no reason given");
                throw new LocalStackException("postgres could not initialise %s: %s".formatted(data, reason));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while postgres initialised " + data, interrupted);
        }
    }
}
