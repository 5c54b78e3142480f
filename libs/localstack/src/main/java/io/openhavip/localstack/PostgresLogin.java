package io.openhavip.localstack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/**
 * How to reach a PostgreSQL server as its superuser.
 *
 * @param host name or address
 * @param port TCP port
 * @param user superuser's name
 * @param password superuser's password
 */
public record PostgresLogin(String host, int port, String user, String password) {

    private static final String ADMIN_DATABASE = "postgres";
    private static final int ANSWER_TIMEOUT_S = 5;

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** Whether the server serves queries now; takes a few seconds at most. */
    public boolean answers() {
        try (Connection connection = connect(ADMIN_DATABASE)) {
            return connection.isValid(ANSWER_TIMEOUT_S);
        } catch (SQLException notYet) {
            return false;
        }
    }

    public Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.putAll(Map.of(
                "user",
                user,
                "password",
                password,
                "connectTimeout",
                String.valueOf(ANSWER_TIMEOUT_S),
                "loginTimeout",
                String.valueOf(ANSWER_TIMEOUT_S)));
        return DriverManager.getConnection(jdbcUrl(database), login);
    }

    /** Creates the database unless it exists. */
    public void createDatabase(String database) {
        if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a database name: " + database);
        }
        try (Connection connection = connect(ADMIN_DATABASE);
                Statement statement = connection.createStatement()) {
            if (!exists(connection, database)) {
                statement.execute("CREATE DATABASE " + database);
            }
        } catch (SQLException failure) {
            throw new LocalStackException(
                    "database %s cannot be created: %s".formatted(database, failure.getMessage()), failure);
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }
}
