package io.openhavip.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database that nobody else uses.
 *
 * @param name its name
 * @param jdbcUrl where it is
 * @param user who may do everything in it
 * @param password the user's password
 */
public record TestDatabase(String name, String jdbcUrl, String user, String password) {

    static final String USER = "openhavip";
    static final String PASSWORD = "openhavip";

    /** A new connection; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }
}
