package io.openhavip.standalone.bench;

import io.openhavip.localstack.PostgresLogin;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The benchmarks' own database.
 *
 * @param login of the server
 * @param name of the database
 */
record BenchDatabase(PostgresLogin login, String name) {

    /** A new connection; the caller closes it. */
    Connection connect() throws SQLException {
        return login.connect(name);
    }

    String jdbcUrl() {
        return login.jdbcUrl(name);
    }
}
