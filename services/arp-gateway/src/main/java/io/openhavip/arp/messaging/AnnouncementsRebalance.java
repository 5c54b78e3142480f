package io.openhavip.arp.messaging;

import io.openhavip.arp.deciding.PartitionDecider;
import io.openhavip.arp.domain.EarlyClaims;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Takes partitions over and gives them up with the consumer group. A partition that is taken over is read again from
 * {@link EarlyClaims#KEPT_FOR} ago, to remember the early claims that its last holder had in memory. Runs on the polling thread.
 */
final class AnnouncementsRebalance {

    private static final long NOTHING_JUDGED = 0;
    private static final Logger LOG = Logger.getLogger(AnnouncementsRebalance.class);

    private final PartitionDecider decider;
    private final Clock clock;

    AnnouncementsRebalance(PartitionDecider decider, Clock clock) {
        this.decider = decider;
        this.clock = clock;
    }

    /** Takes partitions over; of each that a holder before has judged records of, the first offset that it has not. */
    Map<TopicPartition, Long> assigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        Map<TopicPartition, Long> judged = new HashMap<>();
        try {
            consumer.committed(Set.copyOf(assigned)).forEach((partition, committed) -> {
                if (committed != null) {
                    judged.put(partition, committed.offset());
                }
            });
            seekBack(consumer, judged);
        } catch (KafkaException e) {
            // Early claims of the last holder may be forgotten then; everything else is judged as ever.
            LOG.warnf("last minute not recalled partitions=%s cause=%s", assigned, e.getMessage());
            judged.clear();
        }
        assigned.forEach(
                partition -> decider.assigned(partition.partition(), judged.getOrDefault(partition, NOTHING_JUDGED)));
        LOG.infof("partitions assigned partitions=%s", assigned);
        return judged;
    }

    private void seekBack(Consumer<?, ?> consumer, Map<TopicPartition, Long> judged) {
        long since = clock.instant().minus(EarlyClaims.KEPT_FOR).toEpochMilli();
        Map<TopicPartition, Long> times = judged.keySet().stream().collect(Collectors.toMap(one -> one, _ -> since));
        consumer.offsetsForTimes(times).forEach((partition, first) -> {
            if (first != null && first.offset() < judged.get(partition)) {
                consumer.seek(partition, first.offset());
            }
        });
    }

    void givenUp(Collection<TopicPartition> revoked) {
        revoked.forEach(partition -> decider.lost(partition.partition()));
        LOG.infof("partitions given up partitions=%s", revoked);
    }
}
