package io.openhavip.agent.instance;

import io.openhavip.contracts.network.InstanceEnd;
import java.time.Instant;
import java.util.Optional;

/**
 * An instance that is here.
 *
 * @param run the run that was last started
 * @param pid the host's number of its first process; empty when it does not run
 * @param startedAt of that run
 * @param interrupted whether that run ended with its host, or with the agent before it began to boot
 * @param consoleBytes size of its console log
 */
public record InstanceView(
        String instanceId,
        Condition condition,
        int run,
        Optional<Long> pid,
        Instant startedAt,
        boolean interrupted,
        long consoleBytes) {

    /** How that run ended by itself; empty: it runs, or was ended from outside. */
    public Optional<InstanceEnd> end() {
        return switch (condition) {
            case RUNNING, STOPPED -> Optional.empty();
            case POWERED_OFF -> Optional.of(InstanceEnd.POWERED_OFF);
            case CRASHED -> Optional.of(InstanceEnd.CRASHED);
        };
    }

    /** What became of the run that was last started. */
    public enum Condition {
        /** It runs. */
        RUNNING,
        /** It was ended from outside. */
        STOPPED,
        /** It ended itself, by poweroff from inside. */
        POWERED_OFF,
        /** Its first process died. */
        CRASHED
    }
}
