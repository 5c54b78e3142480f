package io.openhavip.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two servers as processes: what the test kit's contract suite does not see. */
class ServersIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void anotherJvmFindsTheSameProcessByItsPidFile() {
        ServerProcess process = postgres();
        process.start(LIMIT);
        ServerProcess found = new ServerProcess(process.program(), directory.resolve("postgres.pid"));
        try {
            assertThat(found.identity()).isPresent().isEqualTo(process.identity());
            found.start(LIMIT);
            assertThat(found.identity()).isEqualTo(process.identity());
        } finally {
            found.stop(LIMIT);
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(process.program().answers()).isFalse();
    }

    @Test
    void committedRowsSurviveAKillAndSettingsAreSafe() throws Exception {
        ServerProcess process = postgres();
        PostgresServer server = (PostgresServer) process.program();
        process.start(LIMIT);
        try {
            server.login().createDatabase("havip");
            server.login().createDatabase("havip");
            try (Connection connection = server.login().connect("havip")) {
                connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS value");
            }
            process.kill();
            assertThat(process.isAlive()).isFalse();
            process.start(LIMIT);
            try (Connection connection = server.login().connect("havip")) {
                assertThat(single(connection, "SELECT value FROM kept")).isEqualTo("42");
                assertThat(single(connection, "SHOW fsync")).isEqualTo("on");
                assertThat(single(connection, "SHOW synchronous_commit")).isEqualTo("on");
            }
        } finally {
            process.stop(LIMIT);
        }
    }

    @Test
    void brokerStartsAgainOnItsOwnData() {
        KafkaServer server = new KafkaServer(
                directory.resolve("kafka"),
                directory.resolve("kafka.log"),
                Ports.free(),
                Ports.free(),
                KafkaServer.Durability.MACHINE);
        ServerProcess process = new ServerProcess(server, directory.resolve("kafka.pid"));
        process.start(LIMIT);
        try {
            assertThat(server.answers()).isTrue();
            process.kill();
            assertThat(server.answers()).isFalse();
            process.start(LIMIT);
            assertThat(server.answers()).isTrue();
        } finally {
            process.stop(LIMIT);
        }
    }

    private ServerProcess postgres() {
        PostgresServer server = new PostgresServer(
                directory.resolve("postgres"), directory.resolve("postgres.log"), Ports.free(), "owner", "secret");
        return new ServerProcess(server, directory.resolve("postgres.pid"));
    }

    private static String single(Connection connection, String query) throws Exception {
        try (ResultSet result = connection.createStatement().executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
