package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.ArpEvent;
import java.util.List;

/**
 * The outcome of one trigger.
 *
 * @param events to append, in order; empty: nothing changes
 * @param after the ownership once they are appended
 */
public record Decision(List<ArpEvent> events, Ownership after, Verdict verdict) {

    public Decision {
        events = List.copyOf(events);
    }

    public boolean changesNothing() {
        return events.isEmpty();
    }
}
