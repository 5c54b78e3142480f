package io.openhavip.eventing.consume;

import io.openhavip.contracts.Message;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;

/** What a consumer does with a message, in the transaction that also notes the progress. Messages that it is not about it ignores. */
@FunctionalInterface
public interface RecordHandler {

    void handle(Connection connection, CloudEvent attributes, Message message) throws SQLException;
}
