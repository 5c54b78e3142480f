package io.openhavip.service.api;

import io.openhavip.eventing.projection.LiveProjection;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The read models that requests are answered from: the service's beans of type {@link LiveProjection}. Thread-safe. */
@Singleton
public class ServedReadModels {

    /** How long they count as complete once they were found so: most requests need no look. */
    static final Duration KNOWN_FOR = Duration.ofMillis(100);

    private final List<LiveProjection> all;
    private volatile long knownUntil = System.nanoTime();

    ServedReadModels(Instance<LiveProjection> all) {
        this.all = all.stream().toList();
    }

    /** Why one of them does not show all that there is; empty if they do, or did within the last {@link #KNOWN_FOR}. */
    Optional<String> obstacle() throws SQLException {
        long now = System.nanoTime();
        if (now - knownUntil < 0) {
            return Optional.empty();
        }
        for (LiveProjection each : all) {
            Optional<String> obstacle = each.tables().obstacle();
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        knownUntil = now + KNOWN_FOR.toNanos();
        return Optional.empty();
    }

    List<LiveProjection> all() {
        return all;
    }
}
