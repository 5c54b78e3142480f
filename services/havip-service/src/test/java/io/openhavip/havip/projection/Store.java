package io.openhavip.havip.projection;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.eventing.consume.DeadLetterSink;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;

/** A database of its own with the event store's tables, for the projections. */
final class Store implements AutoCloseable {

    private static final int POOL_SIZE = 4;
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    static {
        FLYWAY.setLevel(Level.WARNING);
    }

    private final TestDatabase database = TestPostgres.createDatabase();
    private final AgroalDataSource pool;
    private final PostgresTransactions transactions;

    Store() throws SQLException {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/eventing")
                .load()
                .migrate();
        this.pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration
                        .maxSize(POOL_SIZE)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(database.user()))
                                .credential(new SimplePassword(database.password())))));
        this.transactions = new PostgresTransactions(pool);
    }

    PostgresTransactions transactions() {
        return transactions;
    }

    TestDatabase database() {
        return database;
    }

    /** Its tables, empty, and what writes them. */
    LiveProjection live(Projection projection) throws SQLException {
        LiveProjection live = new LiveProjection(
                projection,
                transactions,
                new Outbox(transactions, () -> {}),
                DeadLetterSink.ALREADY_WRITTEN,
                new ReadModel(transactions, projection.name()),
                new SimpleMeterRegistry());
        live.createIfAbsent();
        return live;
    }

    /** A query's rows, the columns of each joined by a blank. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(rows.getString(column));
                }
                found.add(String.join(" ", row));
            }
            return found;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
