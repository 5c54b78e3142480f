package io.openhavip.havip.process;

import io.openhavip.eventing.process.Deadlines;
import io.openhavip.eventing.projection.LiveProjection;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** Work that comes round. */
@ApplicationScoped
public class Timers {

    private final Deadlines deadlines;
    private final LiveProjection projection;
    private final Reconciliation reconciliation;

    Timers(Deadlines deadlines, LiveProjection projection, Reconciliation reconciliation) {
        this.deadlines = deadlines;
        this.projection = projection;
        this.reconciliation = reconciliation;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void runDeadlines() {
        deadlines.runDue();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() throws SQLException {
        projection.forgetOldOperations();
    }

    @Scheduled(
            every = "${havip.service.reconciliation-interval:1m}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reconcile() throws SQLException {
        reconciliation.run();
    }
}
