package io.openhavip.arp.messaging;

import io.openhavip.arp.deciding.HeldPartitions;
import io.openhavip.arp.domain.EarlyClaims;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Takes partitions over and gives them up with the consumer group. A partition that is taken over is read again from
 * {@link EarlyClaims#KEPT_FOR} ago, to remember the early claims that its last holder had in memory. Runs on the polling thread.
 */
@ApplicationScoped
@Identifier("arp-announcements")
public class AnnouncementsRebalance implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(AnnouncementsRebalance.class);

    private final HeldPartitions partitions;
    private final Clock clock;

    public AnnouncementsRebalance(HeldPartitions partitions, Clock clock) {
        this.partitions = partitions;
        this.clock = clock;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
        long since = clock.instant().minus(EarlyClaims.KEPT_FOR).toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> recent =
                consumer.offsetsForTimes(assigned.stream().collect(Collectors.toMap(one -> one, _ -> since)));
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata judged = committed.get(partition);
            OffsetAndTimestamp first = recent.get(partition);
            long recallUntil = judged == null ? 0 : judged.offset();
            partitions.assigned(partition.partition(), recallUntil);
            if (first != null && first.offset() < recallUntil) {
                consumer.seek(partition, first.offset());
            }
        }
        LOG.infof("partitions assigned partitions=%s", assigned);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
        revoked.forEach(partition -> partitions.lost(partition.partition()));
        LOG.infof("partitions given up partitions=%s", revoked);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> lost) {
        onPartitionsRevoked(consumer, lost);
    }
}
