package io.openhavip.arp.process;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/** The state that hosts forward by leaves with the switch itself, so that a move costs no further hop. */
public final class WhenOwnershipSwitchedThenTellHosts implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof OwnershipSwitched switched
                ? List.of(new Outgoing.Publish(
                        Topics.OWNERSHIP_STATE.name(),
                        OwnershipState.after(switched),
                        appended.attributes().aggregateSequence()))
                : List.of();
    }
}
