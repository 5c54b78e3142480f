package io.openhavip.contracts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A Kafka topic and how it is created. The partition count is part of the interface: it never changes after creation, because
 * order per aggregate and {@link io.openhavip.contracts.arp.ClaimPosition} rest on it.
 *
 * @param name topic name
 * @param partitions partition count
 * @param compacted whether the broker keeps only the newest record of a key
 * @param retention how long records are kept; empty: for ever (or, if compacted, until replaced)
 */
public record Topic(String name, int partitions, boolean compacted, Optional<Duration> retention) {

    /** Topic-level broker configuration. */
    public Map<String, String> configuration() {
        String retentionMs = String.valueOf(retention.map(Duration::toMillis).orElse(-1L));
        return compacted
                ? Map.of("cleanup.policy", "compact", "retention.ms", "-1", "min.cleanable.dirty.ratio", "0.2")
                : Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        retentionMs,
                        "message.timestamp.type",
                        timestampType());
    }

    // The broker's clock decides how old an announcement was on arrival, not the clock of the host that captured it.
    private String timestampType() {
        return this.equals(Topics.ARP_ANNOUNCEMENTS) ? "LogAppendTime" : "CreateTime";
    }
}
