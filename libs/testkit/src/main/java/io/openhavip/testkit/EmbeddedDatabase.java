package io.openhavip.testkit;

import io.openhavip.localstack.PostgresLogin;
import io.openhavip.localstack.PostgresServer;
import java.nio.file.Path;

/** PostgreSQL as a process. */
final class EmbeddedDatabase extends EmbeddedServer<PostgresServer> implements DatabaseServer {

    EmbeddedDatabase(Path directory, int port) {
        super(
                directory,
                new PostgresServer(
                        directory, directory.resolve("log"), port, TestDatabase.USER, TestDatabase.PASSWORD));
    }

    @Override
    public PostgresLogin login() {
        return program().login();
    }
}
