package io.openhavip.eip.process;

import io.openhavip.contracts.eip.EipEvent.EipUnassociationRequested;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/**
 * The carrier is freed; that cannot be refused, and waits on Kafka for as long as it takes. A command that was lost all the same is sent
 * again by {@link Reconciliation}.
 */
public record WhenEipUnassociationRequestedThenDetachIt() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof EipUnassociationRequested requested
                ? List.of(new Carrier(requested.instanceType(), requested.instanceId())
                        .detach(requested.eipId(), requested.associationId()))
                : List.of();
    }
}
