package io.openhavip.eip.config;

import io.openhavip.eip.process.PublicAddressPool;
import io.openhavip.eip.projection.Projections;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;

/** Makes aggregates, pool and read models ready before the channels (which start at priority 1000) bring the first record. */
@ApplicationScoped
public class EipStartup {

    private static final int BEFORE_CHANNELS = 500;

    void start(
            @Observes @Priority(BEFORE_CHANNELS) StartupEvent event,
            EventSourcing eventSourcing,
            PublicAddressPool pool,
            Projections projections)
            throws SQLException {
        pool.prepare();
        projections.eips().prepare(ProjectionRebuild.AT_START);
        projections.atHaVips().prepare(Duration.ZERO);
        projections.atInstances().prepare(Duration.ZERO);
    }
}
