package io.openhavip.eventing.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Notes, in the transaction of what records caused, up to where they were read. */
@FunctionalInterface
public interface PartitionOffsets {

    /** For consumers that need no more than Kafka's own committed offsets. */
    PartitionOffsets NOT_KEPT = (connection, nextOffsets) -> {};

    /** @param nextOffsets for each partition, the offset after the last record read */
    void applied(Connection connection, Map<TopicPartition, Long> nextOffsets) throws SQLException;
}
