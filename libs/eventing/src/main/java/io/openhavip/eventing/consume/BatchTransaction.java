package io.openhavip.eventing.consume;

import java.sql.Connection;
import java.sql.SQLException;

/** One transaction around the handling of a batch: it commits when the work returns and rolls back when it throws. */
@FunctionalInterface
public interface BatchTransaction {

    void run(Work work) throws Exception;

    /** What happens inside. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }
}
