package io.openhavip.eip.process;

import io.openhavip.contracts.eip.EipEvent.EipReleased;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/** A released EIP makes room for another of its account. */
public record WhenEipReleasedThenFreeQuota() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof EipReleased released
                ? List.of(new Outgoing.FreeQuota(Allocation.scopeOf(released.accountId())))
                : List.of();
    }
}
