package io.openhavip.eip.process;

import io.openhavip.contracts.eip.EipEvent.EipAssociationRequested;
import io.openhavip.eip.domain.EipRequest.ExpireAssociation;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.time.Duration;
import java.util.List;

/** The carrier knows its state and whether it has an EIP; if it does not answer in time, the association is given up. */
public record WhenEipAssociationRequestedThenAttachIt(Duration deadline) implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof EipAssociationRequested requested
                ? List.of(
                        Carrier.attach(requested),
                        new Outgoing.Schedule(
                                deadline, new ExpireAssociation(requested.eipId(), requested.associationId())))
                : List.of();
    }
}
