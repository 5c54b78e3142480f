package io.openhavip.testkit;

import io.openhavip.localstack.Ports;
import io.openhavip.localstack.PostgresLogin;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The PostgreSQL server that all tests of this JVM share. It starts when first used and ends with the JVM; each test or application
 * takes a database of its own. A test that stops or kills the server starts it again.
 */
public final class TestPostgres {

    private static final SharedServer<DatabaseServer> SHARED =
            new SharedServer<>("openhavip.testkit.postgres", TestPostgres::launch, TestPostgres::attach);

    private TestPostgres() {}

    /** Creates an empty database. */
    public static TestDatabase createDatabase() {
        PostgresLogin login = SHARED.get().login();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        login.createDatabase(name);
        return new TestDatabase(name, login.jdbcUrl(name), login.user(), login.password());
    }

    /** Stops the server in an orderly way. */
    public static void stop() {
        SHARED.get().stop();
    }

    /** Ends the server as kill -9 does. */
    public static void kill() {
        SHARED.get().kill();
    }

    /** Starts the server again, at the same address with the same rows. */
    public static void start() {
        SHARED.get().start();
    }

    /** Starts a server of the caller's own, which the caller discards. */
    public static DatabaseServer startAnother() {
        DatabaseServer server = attach(launch());
        server.start();
        return server;
    }

    private static String launch() {
        int port = Ports.free();
        return switch (Variant.chosen()) {
            case DOCKER -> "docker %d %s".formatted(port, DockerDatabase.run(port));
            case EMBEDDED -> "embedded %d %s".formatted(port, EmbeddedHome.create("postgres"));
        };
    }

    private static DatabaseServer attach(String place) {
        String[] parts = place.split(" ", 3);
        int port = Integer.parseInt(parts[1]);
        return parts[0].equals("docker")
                ? new DockerDatabase(parts[2], port)
                : new EmbeddedDatabase(Path.of(parts[2]), port);
    }
}
