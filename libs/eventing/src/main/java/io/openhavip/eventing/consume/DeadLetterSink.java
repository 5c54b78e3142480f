package io.openhavip.eventing.consume;

import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that can never be handled; part of the transaction that passes over them. */
@FunctionalInterface
public interface DeadLetterSink {

    /** For a second reading of records whose dead letters were written at the first. */
    DeadLetterSink ALREADY_WRITTEN = (consumer, record, reason) -> {};

    void add(String consumer, ConsumerRecord<String, byte[]> record, String reason) throws SQLException;
}
