package io.openhavip.havip.api;

import io.openhavip.havip.config.HaVipConfiguration;
import io.openhavip.havip.domain.Master;
import io.openhavip.havip.projection.HaVipMasters;
import io.openhavip.havip.projection.HaVipQueries;
import io.openhavip.havip.projection.HaVipView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a request to unassociate the master come last: it waits for the other associations to go, for a bounded time
 * ({@link HaVipConfiguration#masterGrace()} says why). It only waits; whether the request is allowed the HAVIP decides. Thread-safe.
 */
@ApplicationScoped
public class MasterGrace {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final HaVipQueries queries;
    private final HaVipMasters masters;
    private final Duration atMost;

    MasterGrace(HaVipQueries queries, HaVipMasters masters, HaVipConfiguration configuration) {
        this.queries = queries;
        this.masters = masters;
        this.atMost = configuration.masterGrace().compareTo(configuration.operationTimeout()) < 0
                ? configuration.masterGrace()
                : configuration.operationTimeout();
    }

    /** Who has the address, when the instance or network interface has it no more, is the last one, or the time is over. */
    Optional<Master> await(String accountId, String haVipId, String instanceId) throws SQLException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<HaVipView> haVip = queries.one(accountId, haVipId);
            Optional<Master> master = haVip.isEmpty() ? Optional.empty() : masters.of(haVip.get());
            boolean isWaiting = master.filter(it -> it.isBehind(instanceId)).isPresent()
                    && haVip.get().associatedInstances().contains(instanceId)
                    && haVip.get().associatedInstances().size() > 1;
            if (!isWaiting || System.nanoTime() >= deadline || !pause()) {
                return master;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_EVERY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
