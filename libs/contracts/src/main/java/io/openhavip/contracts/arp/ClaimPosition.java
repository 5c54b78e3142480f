package io.openhavip.contracts.arp;

/**
 * Where a claim stands on {@code arp.announcements}. Positions of one address are comparable: they share a partition.
 *
 * @param topicId Kafka's id of the topic; another id means that the topic was created anew, and offsets began again
 */
public record ClaimPosition(String topicId, int partition, long offset) {

    /** Whether this claim was read at or before {@code other}: it is then a duplicate of one already judged. */
    public boolean isNotAfter(ClaimPosition other) {
        return topicId.equals(other.topicId) && partition == other.partition && offset <= other.offset;
    }
}
