package io.openhavip.eventing.consume;

import io.openhavip.eventing.UnknownOutcome;
import io.openhavip.eventing.store.LaterVersion;
import io.openhavip.eventing.store.SqlStates;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.ConcurrencyException;

/** Tells faults, which pass when one waits, from records that are invalid for good. */
public final class Faults {

    /**
     * SQLSTATE classes of trouble with the server, not with the data: connection, transaction state, rollback, resources, locks that
     * could not be had, operator intervention, system error, internal error (PostgreSQL manual, appendix A).
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "25", "40", "53", "55", "57", "58", "XX");

    /** A statement failed and its exception was swallowed: a mistake in the handler, which waiting does not mend. */
    private static final String IN_FAILED_TRANSACTION = "25P02";

    private Faults() {}

    /** Whether trying again later may succeed without anything being changed. */
    public static boolean isPassing(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (isPassingItself(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether another writer was faster, so that trying again at once is likely to succeed. */
    public static boolean isConflict(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyException || cause instanceof Overtaken) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassingItself(Throwable cause) {
        return switch (cause) {
            case UnknownOutcome ignored -> true;
            case ConcurrencyException ignored -> true;
            case Overtaken ignored -> true;
            // Until this replica is upgraded too, or another one takes its work over.
            case LaterVersion ignored -> true;
            case DeadlockException ignored -> true;
            case LockAcquisitionFailedException ignored -> true;
            case RetriableException ignored -> true;
            case IOException ignored -> true;
            case SQLException e -> isPassing(e);
            default -> false;
        };
    }

    private static boolean isPassing(SQLException e) {
        String state = e.getSQLState();
        // A pool that cannot give a connection reports no state.
        if (IN_FAILED_TRANSACTION.equals(state)) {
            return false;
        }
        return state == null
                || state.length() < 2
                || PASSING_CLASSES.contains(state.substring(0, 2))
                || SqlStates.isConnectionLost(e);
    }
}
