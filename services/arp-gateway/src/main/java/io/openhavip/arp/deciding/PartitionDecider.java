package io.openhavip.arp.deciding;

import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Decides about the announcement partitions that a reader has. */
public interface PartitionDecider {

    /**
     * Begins to hold a partition.
     *
     * @param recallUntil the first offset that no holder before has judged
     */
    void assigned(int partition, long recallUntil);

    /** Ends holding a partition. */
    void lost(int partition);

    /**
     * Returns when every decision of the batch is committed.
     *
     * @throws io.openhavip.eventing.consume.Backoff.Stopped if the service stops before; the batch is to be read again
     */
    void read(ConsumerRecords<String, byte[]> batch) throws InterruptedException;
}
