package io.openhavip.standalone.bench;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.openhavip.localstack.PostgresLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The benchmarks' own database.
 *
 * @param login of the server
 * @param name of the database
 */
record BenchDatabase(PostgresLogin login, String name) {

    private static final int POOL_SIZE = 12;

    /** A new connection; the caller closes it. */
    Connection connect() throws SQLException {
        return login.connect(name);
    }

    /** A pool of connections, as a service has; the caller closes it. */
    AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration
                        .maxSize(POOL_SIZE)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(jdbcUrl())
                                .principal(new NamePrincipal(login.user()))
                                .credential(new SimplePassword(login.password())))));
    }

    String jdbcUrl() {
        return login.jdbcUrl(name);
    }
}
