package io.openhavip.service.quota;

import io.openhavip.contracts.Topics;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** One replica of a service that holds {@link Limits}. */
record QuotaReplica(PostgresTransactions transactions, EventSourcing eventSourcing, Quotas quotas, QuotaCenter center)
        implements AutoCloseable {

    private static final ServiceIdentity SERVICE = new ServiceIdentity("network-service", Topics.NETWORK_DLQ);

    record Configuration(QuotaApproval approval, boolean privilegesGranted, Map<String, Long> defaults)
            implements QuotaConfiguration {}

    static QuotaReplica start(TestDatabase database, QuotaApproval approval, boolean privilegesGranted) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(database.jdbcUrl());
        connections.setUser(database.user());
        connections.setPassword(database.password());
        PostgresTransactions transactions = new PostgresTransactions(connections);
        EventSourcing eventSourcing = EventSourcing.builder(transactions, SERVICE.name(), Topics.NETWORK_EVENTS)
                .aggregate(AccountQuotas.class)
                .start();
        QuotaConfiguration configuration = new Configuration(approval, privilegesGranted, Map.of());
        Quotas quotas = new Quotas(Limits.ALL, configuration, transactions);
        return new QuotaReplica(
                transactions, eventSourcing, quotas, new QuotaCenter(SERVICE, quotas, configuration, eventSourcing));
    }

    /** Applies, and gives the application. */
    QuotaApplication apply(String accountId, String quotaActionCode, long desiredValue) throws SQLException {
        String applicationId = "application-" + UUID.randomUUID();
        eventSourcing.together(connection -> center.submit(
                connection, accountId, applicationId, quotaActionCode, desiredValue, "more sites", cause()));
        return center.require(accountId, applicationId);
    }

    QuotaApplication approve(String applicationId, Optional<Long> value) throws SQLException {
        eventSourcing.together(connection -> center.approve(connection, applicationId, value, "", cause()));
        return center.require(applicationId);
    }

    QuotaApplication disapprove(String applicationId, String auditReason) throws SQLException {
        eventSourcing.together(connection -> center.disapprove(connection, applicationId, auditReason, cause()));
        return center.require(applicationId);
    }

    private static Cause cause() {
        return Cause.request(UUID.randomUUID().toString());
    }

    @Override
    public void close() {
        eventSourcing.close();
    }
}
