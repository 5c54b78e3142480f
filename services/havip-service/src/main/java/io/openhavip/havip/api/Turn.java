package io.openhavip.havip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.havip.config.HaVipConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Lets requests that associate and unassociate side by side come one after the other: one that finds its HAVIP Associating or
 * Unassociating is made again when that may be over, for a bounded time ({@link HaVipConfiguration#turnLimit()} says why). Thread-safe.
 */
@ApplicationScoped
public class Turn {

    private static final Duration TRY_EVERY = Duration.ofMillis(50);

    private final Duration atMost;

    Turn(HaVipConfiguration configuration) {
        this.atMost = configuration.turnLimit();
    }

    /** A change that may find its HAVIP busy. */
    interface Change<T> {
        T make() throws SQLException;
    }

    /** @throws Refusal {@code IncorrectHaVipStatus} if the HAVIP was busy all the time */
    <T> T await(Change<T> change) throws SQLException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                return change.make();
            } catch (Refusal refusal) {
                if (refusal.code() != ErrorCode.INCORRECT_HAVIP_STATUS || System.nanoTime() >= deadline || !pause()) {
                    throw refusal;
                }
            }
        }
    }

    /** Until the next try; false if there is to be none. */
    static boolean pause() {
        try {
            Thread.sleep(TRY_EVERY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
