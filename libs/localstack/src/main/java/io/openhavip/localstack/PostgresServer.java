package io.openhavip.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL server on 127.0.0.1 that loses no committed row: fsync and synchronous_commit are on. Clients log in by password.
 *
 * @param directory the server's own folder: data, kept over restarts
 * @param log file that receives its output
 * @param port port for clients
 * @param user superuser's name, fixed when the data are first made
 * @param password superuser's password, likewise
 */
public record PostgresServer(Path directory, Path log, int port, String user, String password)
        implements ServerProgram {

    private static final int MAX_CONNECTIONS = 200;

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public String stopSignal() {
        // Fast shutdown: TERM would wait until every client has gone.
        return "INT";
    }

    @Override
    public void prepare() {
        PostgresAccount account = PostgresAccount.ofThisProcess();
        PostgresInstallation installation = new PostgresInstallation(account.binaries(directory), account);
        try {
            Files.createDirectories(directory);
            account.own(directory);
            if (Files.exists(data().resolve("PG_VERSION"))) {
                removeStaleLock();
            } else {
                // A start that was cut short leaves no PG_VERSION at this place: the folder moves here when it is
                // complete.
                Path fresh = directory.resolve("data.new");
                Directories.delete(fresh);
                Files.createDirectory(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                installation.initialise(fresh, user, password);
                Files.move(fresh, data());
            }
        } catch (IOException failure) {
            throw new LocalStackException(
                    "postgres's folder %s cannot be written: %s".formatted(directory, failure.getMessage()), failure);
        }
    }

    @Override
    public List<String> command() {
        PostgresAccount account = PostgresAccount.ofThisProcess();
        List<String> command = new ArrayList<>(account.prefix());
        command.add(account.binaries(directory).resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data().toAbsolutePath().toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("LC_ALL", "C", "TZ", "UTC");
    }

    @Override
    public boolean answers() {
        return login().answers();
    }

    public PostgresLogin login() {
        return new PostgresLogin("127.0.0.1", port, user, password);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Map<String, String> settings() {
        return Map.of(
                "listen_addresses", "127.0.0.1",
                "port", String.valueOf(port),
                "unix_socket_directories", "",
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "max_connections", String.valueOf(MAX_CONNECTIONS),
                "shared_buffers", "64MB",
                "log_line_prefix", "%m [%p] ",
                "password_encryption", "scram-sha-256");
    }

    // After a reboot or in a fresh container the id in the lock may be some other process's, and PostgreSQL would
    // refuse to start.
    private void removeStaleLock() throws IOException {
        Path lock = data().resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        String pid = Files.readString(lock).lines().findFirst().orElse("").strip();
        Path commandLine = Path.of("/proc", pid, "cmdline");
        boolean held = pid.matches("\\d+")
                && Files.exists(commandLine)
                && Files.readString(commandLine)
                        .contains(data().toAbsolutePath().toString());
        if (!held) {
            Files.delete(lock);
        }
    }
}
