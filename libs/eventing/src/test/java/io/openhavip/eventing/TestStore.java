package io.openhavip.eventing;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topic;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;

/** A database with the event store's tables, and pools on it as one replica each. */
public final class TestStore implements AutoCloseable {

    private static final int POOL_SIZE = 12;
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    static {
        FLYWAY.setLevel(Level.WARNING);
    }

    private final TestDatabase database;
    private final List<AgroalDataSource> pools = new ArrayList<>();

    private TestStore(TestDatabase database) {
        this.database = database;
    }

    public static TestStore create() {
        TestDatabase database = TestPostgres.createDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/eventing")
                .load()
                .migrate();
        return new TestStore(database);
    }

    public TestDatabase database() {
        return database;
    }

    /** A pool of connections, as a replica has. */
    public AgroalDataSource newPool() {
        return newPool(database.jdbcUrl());
    }

    /** A pool of connections that go another way to the database. */
    public AgroalDataSource newPool(String jdbcUrl) {
        try {
            AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(configuration -> configuration
                            .maxSize(POOL_SIZE)
                            .acquisitionTimeout(Duration.ofSeconds(5))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(jdbcUrl)
                                    .principal(new NamePrincipal(database.user()))
                                    .credential(new SimplePassword(database.password())))));
            pools.add(pool);
            return pool;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public PostgresTransactions newTransactions() {
        return new PostgresTransactions(newPool());
    }

    /** A replica's aggregates: {@link Vpc} alone. */
    public static EventSourcingBuilder vpcs(PostgresTransactions transactions, Topic topic) {
        return EventSourcing.builder(transactions, "network-service", topic)
                .aggregate(Vpc.class)
                .notFound(id -> new Refusal(ErrorCode.INVALID_VPC_NOT_FOUND, id));
    }

    /** First column of a query's rows. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    public long count(String table) throws SQLException {
        return Long.parseLong(query("SELECT count(*) FROM " + table).getFirst());
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Drops the database: the server's recovery after a kill takes as long as there are files. */
    @Override
    public void close() {
        pools.forEach(AgroalDataSource::close);
        String administration = database.jdbcUrl().replace("/" + database.name(), "/postgres");
        try (Connection connection = DriverManager.getConnection(administration, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
        } catch (SQLException e) {
            // The test has ended the server; the database goes with it.
        }
    }
}
