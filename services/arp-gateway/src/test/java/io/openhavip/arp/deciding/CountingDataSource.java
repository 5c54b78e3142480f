package io.openhavip.arp.deciding;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import io.openhavip.testkit.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A pool that counts how often a connection is asked for: without one, no statement can be run. */
final class CountingDataSource implements AutoCloseable {

    private final AtomicLong uses = new AtomicLong();
    private final AgroalDataSource pool;

    CountingDataSource(TestDatabase database) throws SQLException {
        pool = AgroalDataSource.from(new AgroalPropertiesReader()
                .readProperties(Map.of(
                        "jdbcUrl", database.jdbcUrl(),
                        "principal", database.user(),
                        "credential", database.password(),
                        "maxSize", "16",
                        "acquisitionTimeout_ms", "5000")));
    }

    long uses() {
        return uses.get();
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        uses.incrementAndGet();
                    }
                    return method.invoke(pool, arguments);
                });
    }

    @Override
    public void close() {
        pool.close();
    }
}
