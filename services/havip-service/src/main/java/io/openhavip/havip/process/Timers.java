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

    Timers(Deadlines deadlines, LiveProjection projection) {
        this.deadlines = deadlines;
        this.projection = projection;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void runDeadlines() {
        deadlines.runDue();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() throws SQLException {
        projection.forgetOldOperations();
    }
}
