package io.openhavip.agent.dataplane;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the last comparison with the kernel went.
 *
 * @param endedAt when it ended
 * @param millis how long it took
 * @param failure why the kernel could not be brought to the wanted state
 * @param problems what stands in the way, for people
 */
public record Reconciliation(Instant endedAt, long millis, Optional<String> failure, List<String> problems) {

    public static final Reconciliation NONE =
            new Reconciliation(Instant.EPOCH, 0, Optional.of("not reconciled yet"), List.of());

    public Reconciliation {
        problems = List.copyOf(problems);
    }
}
