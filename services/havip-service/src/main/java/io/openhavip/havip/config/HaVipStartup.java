package io.openhavip.havip.config;

import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.openhavip.havip.projection.NetworkSide;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;

/** Makes aggregates and read models ready before the channels (which start at priority 1000) bring the first record. */
@ApplicationScoped
public class HaVipStartup {

    private static final int BEFORE_CHANNELS = 500;

    void start(
            @Observes @Priority(BEFORE_CHANNELS) StartupEvent event,
            EventSourcing eventSourcing,
            LiveProjection projection,
            ProjectionRebuild rebuild,
            NetworkSide networkSide)
            throws SQLException {
        if (projection.createIfAbsent()) {
            rebuild.fill(ProjectionRebuild.AT_START);
        }
        if (networkSide.live().createIfAbsent()) {
            networkSide.rebuild().fill(Duration.ZERO);
        }
    }
}
