package io.openhavip.network.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.modelling.command.Aggregate;

/**
 * What a command changed: whoever gave it sees all of it once each history is read up to here.
 *
 * @param lastSequences the sequence of each aggregate's last event, by its id
 */
public record Changes(Map<String, Long> lastSequences) {

    public Changes {
        lastSequences = Map.copyOf(lastSequences);
    }

    static Changes of(Iterable<? extends Aggregate<?>> changed) {
        Map<String, Long> lastSequences = new LinkedHashMap<>();
        changed.forEach(aggregate -> lastSequences.put(aggregate.identifierAsString(), aggregate.version()));
        return new Changes(lastSequences);
    }
}
