package io.openhavip.network.process;

import io.openhavip.eventing.process.HandledCommands;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.store.PostgresTransactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** Work that comes round. */
@ApplicationScoped
public class Timers {

    private final HandledCommands handledCommands;
    private final LiveProjection projection;

    Timers(PostgresTransactions transactions, LiveProjection projection) {
        this.handledCommands = new HandledCommands(transactions);
        this.projection = projection;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() throws SQLException {
        handledCommands.forgetOld();
        projection.forgetOldOperations();
    }
}
