package io.openhavip.arp.deciding;

import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Decides about batches of announcements, one batch at a time. */
@Singleton
public class AnnouncementReader implements PartitionDecider {

    private final HeldPartitions partitions;
    private final Decisions decisions;
    private final InvalidAnnouncements invalid;
    private final DecisionMetrics metrics;
    private final Lanes lanes;

    AnnouncementReader(
            HeldPartitions partitions,
            Decisions decisions,
            InvalidAnnouncements invalid,
            DecisionMetrics metrics,
            Lanes lanes) {
        this.partitions = partitions;
        this.decisions = decisions;
        this.invalid = invalid;
        this.metrics = metrics;
        this.lanes = lanes;
    }

    @Override
    public void assigned(int partition, long recallUntil) {
        partitions.assigned(partition, recallUntil);
    }

    @Override
    public void lost(int partition) {
        partitions.lost(partition);
    }

    @Override
    public void read(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        AnnouncementBatch sorted = new AnnouncementBatch(decisions, invalid, metrics);
        for (TopicPartition topicPartition : batch.partitions()) {
            HeldPartition partition = partitions.awaitHeld(topicPartition.partition());
            List<ConsumerRecord<String, byte[]>> records = batch.records(topicPartition);
            for (ConsumerRecord<String, byte[]> record : records) {
                sorted.read(partition, record);
                if (partition.endsRecall(record.offset())) {
                    partitions.recalled(partition);
                }
            }
        }
        lanes.runAll(sorted.tasks());
    }
}
