package io.openhavip.eip.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.eip.projection.Maintained;
import io.openhavip.eip.projection.Projections;
import io.openhavip.eventing.process.Deadlines;
import io.openhavip.service.api.ClientTokens;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** Work that comes round. */
@ApplicationScoped
public class Timers {

    private final Deadlines deadlines;
    private final Projections projections;
    private final ClientTokens clientTokens;
    private final Reconciliation reconciliation;
    private final Findings findings;
    private final PublicAddressPool pool;
    private final AtomicLong idleAddresses;

    Timers(
            Deadlines deadlines,
            Projections projections,
            ClientTokens clientTokens,
            Reconciliation reconciliation,
            Findings findings,
            PublicAddressPool pool,
            MeterRegistry meters) {
        this.deadlines = deadlines;
        this.projections = projections;
        this.clientTokens = clientTokens;
        this.reconciliation = reconciliation;
        this.findings = findings;
        this.pool = pool;
        this.idleAddresses = meters.gauge("havip_eip_pool_idle", new AtomicLong());
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void runDeadlines() {
        deadlines.runDue();
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reconcile() throws SQLException {
        reconciliation.run();
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() throws SQLException {
        idleAddresses.set(pool.usage().idle());
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() throws SQLException {
        for (Maintained each : projections.all()) {
            each.live().tidy();
        }
        clientTokens.forgetOld();
        findings.forgetOld();
    }
}
