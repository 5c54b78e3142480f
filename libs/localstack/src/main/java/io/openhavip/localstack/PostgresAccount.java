package io.openhavip.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As whom PostgreSQL runs: it refuses to be root. An ordinary user runs it directly; root runs it in a user namespace of its own,
 * where root is nobody in particular, and where the system forbids such namespaces, as the user nobody.
 */
enum PostgresAccount {
    DIRECT(List.of()),
    USER_NAMESPACE(List.of("unshare", "--user", "--")),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));

    private static final long COMMAND_LIMIT_S = 60;

    private final List<String> prefix;

    PostgresAccount(List<String> prefix) {
        this.prefix = prefix;
    }

    static PostgresAccount ofThisProcess() {
        return Detected.ACCOUNT;
    }

    /** What stands in front of a command to run it under this account. */
    List<String> prefix() {
        return prefix;
    }

    /** PostgreSQL's programs, where this account may read them. */
    Path binaries(Path directory) {
        return Binaries.postgres(
                this == NOBODY ? directory.toAbsolutePath().resolve("binaries") : Binaries.defaultCache());
    }

    /** Hands the folder over to this account. */
    void own(Path folder) {
        if (this == NOBODY && !succeeds("chown", "-R", "65534:65534", folder.toString())) {
            throw new LocalStackException(
                    "%s cannot be handed to the user nobody, as whom PostgreSQL has to run here".formatted(folder));
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(COMMAND_LIMIT_S, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Found out once: neither the user nor the kernel's permission changes while the program runs. */
    private static final class Detected {
        private static final PostgresAccount ACCOUNT = detect();

        private static PostgresAccount detect() {
            if (!"root".equals(System.getProperty("user.name"))) {
                return DIRECT;
            }
            return succeeds("unshare", "--user", "--", "true") ? USER_NAMESPACE : NOBODY;
        }
    }
}
