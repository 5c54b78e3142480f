package io.openhavip.gateway.config;

import io.openhavip.gateway.directory.Directory;
import io.openhavip.gateway.directory.NonceTable;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What is done from time to time. What fails is done the next time. */
@Singleton
class Upkeep {

    /** Clocks of replicas differ. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private final Directory directory;
    private final NonceTable nonces;
    private final GatewayConfiguration configuration;

    Upkeep(Directory directory, NonceTable nonces, GatewayConfiguration configuration) {
        this.directory = directory;
        this.nonces = nonces;
        this.configuration = configuration;
    }

    @Scheduled(
            every = "{havip.gateway.directory-interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refreshDirectory() {
        try {
            directory.refresh();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("users, policies and keys cannot be read, those known hold on cause=%s", e);
        }
    }

    /** A time stamp can be as early as late: what was taken with a late one is taken again for twice as long. */
    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetNonces() {
        try {
            nonces.forget(configuration.clockSkew().multipliedBy(2).plus(MARGIN));
        } catch (SQLException e) {
            LOG.warnf("old nonces cannot be deleted cause=%s", e);
        }
    }
}
