package io.openhavip.network.process;

import io.openhavip.eventing.process.HandledCommands;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.api.ClientTokens;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** Work that comes round. */
@ApplicationScoped
public class Timers {

    private final HandledCommands handledCommands;
    private final LiveProjection projection;
    private final ClientTokens clientTokens;
    private final QuotaLedger quotas;

    Timers(PostgresTransactions transactions, LiveProjection projection, ClientTokens clientTokens) {
        this.handledCommands = new HandledCommands(transactions);
        this.projection = projection;
        this.clientTokens = clientTokens;
        this.quotas = new QuotaLedger(transactions);
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() throws SQLException {
        handledCommands.forgetOld();
        projection.tidy();
        clientTokens.forgetOld();
        quotas.forgetEmpty();
    }
}
