package io.openhavip.eventing.store;

import java.sql.SQLException;

/** What PostgreSQL's SQLSTATE codes mean here (PostgreSQL manual, appendix A). */
public final class SqlStates {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private SqlStates() {}

    public static boolean isUniqueViolation(Throwable fault) {
        return sqlException(fault) instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState());
    }

    public static boolean isLockNotAvailable(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState());
    }

    /** Class 08: the connection is gone; 57P: the server is going down. */
    public static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /** The first SQLException among a fault and its causes, or the fault itself. */
    public static Throwable sqlException(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return cause;
            }
        }
        return fault;
    }
}
