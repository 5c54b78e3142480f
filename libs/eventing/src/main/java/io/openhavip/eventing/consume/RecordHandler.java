package io.openhavip.eventing.consume;

import io.openhavip.contracts.Message;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;

/** What a consumer does with a message, in the transaction that also notes the progress. Messages that it is not about it ignores. */
@FunctionalInterface
public interface RecordHandler {

    void handle(Connection connection, CloudEvent attributes, Message message) throws SQLException;

    /**
     * Begins a transaction in which several messages are handled. One that gathers what they say, to write it together, overrides it.
     */
    default Batch begin(Connection connection) {
        return (attributes, message) -> handle(connection, attributes, message);
    }

    /** The messages of one transaction. */
    @FunctionalInterface
    interface Batch {

        void handle(CloudEvent attributes, Message message) throws SQLException;

        /** After the last message: writes what was gathered. */
        default void finish() throws SQLException {}
    }
}
