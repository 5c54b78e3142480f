package io.openhavip.network.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.modelling.command.Aggregate;

/**
 * Which aggregates a command changed, or found as they should be, so that its caller can wait until all of it is seen.
 *
 * @param lastSequences the sequence of each one's last event
 */
public record Changes(Map<String, Long> lastSequences) {

    static Changes of(Aggregate<?>... aggregates) {
        Map<String, Long> lastSequences = new LinkedHashMap<>();
        for (Aggregate<?> aggregate : aggregates) {
            lastSequences.put(aggregate.identifierAsString(), aggregate.version());
        }
        return new Changes(lastSequences);
    }
}
