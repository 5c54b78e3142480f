package io.openhavip.network.config;

import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;

/** Makes aggregates and read model ready before the channels (which start at priority 1000) bring the first record. */
@ApplicationScoped
public class NetworkStartup {

    private static final int BEFORE_CHANNELS = 500;

    void start(
            @Observes @Priority(BEFORE_CHANNELS) StartupEvent event,
            EventSourcing eventSourcing,
            LiveProjection projection,
            ProjectionRebuild rebuild)
            throws SQLException {
        if (projection.createIfAbsent()) {
            rebuild.fill(ProjectionRebuild.AT_START);
        }
    }
}
