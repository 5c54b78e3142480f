package io.openhavip.havip.process;

import io.openhavip.eventing.process.Deadlines;
import io.openhavip.eventing.process.HandledCommands;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.projection.NetworkSide;
import io.openhavip.service.api.ClientTokens;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** Work that comes round. */
@ApplicationScoped
public class Timers {

    private final Deadlines deadlines;
    private final LiveProjection projection;
    private final NetworkSide networkSide;
    private final ClientTokens tokens;
    private final HandledCommands handledCommands;
    private final Reconciliation reconciliation;
    private final Repairs repairs;

    Timers(
            Deadlines deadlines,
            LiveProjection projection,
            NetworkSide networkSide,
            ClientTokens tokens,
            PostgresTransactions transactions,
            Reconciliation reconciliation,
            Repairs repairs) {
        this.deadlines = deadlines;
        this.projection = projection;
        this.networkSide = networkSide;
        this.tokens = tokens;
        this.handledCommands = new HandledCommands(transactions);
        this.reconciliation = reconciliation;
        this.repairs = repairs;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void runDeadlines() {
        deadlines.runDue();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() throws SQLException {
        projection.tidy();
        networkSide.live().tidy();
        tokens.forgetOld();
        handledCommands.forgetOld();
        repairs.forgetOld();
    }

    @Scheduled(
            every = "${havip.service.reconciliation-interval:1m}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reconcile() throws SQLException {
        reconciliation.run();
    }
}
