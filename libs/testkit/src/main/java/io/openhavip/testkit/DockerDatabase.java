package io.openhavip.testkit;

import io.openhavip.localstack.PostgresLogin;
import java.util.Map;

/** PostgreSQL in a container. */
final class DockerDatabase extends DockerServer implements DatabaseServer {

    private static final String IMAGE = "postgres:17";
    private static final int PORT = 5432;

    private final PostgresLogin login;

    DockerDatabase(String container, int publishedPort) {
        super(container);
        this.login = new PostgresLogin(host(), publishedPort, TestDatabase.USER, TestDatabase.PASSWORD);
    }

    static String run(int publishedPort) {
        return run(
                IMAGE,
                publishedPort,
                PORT,
                Map.of("POSTGRES_USER", TestDatabase.USER, "POSTGRES_PASSWORD", TestDatabase.PASSWORD));
    }

    @Override
    public PostgresLogin login() {
        return login;
    }

    @Override
    boolean answers() {
        return login.answers();
    }
}
