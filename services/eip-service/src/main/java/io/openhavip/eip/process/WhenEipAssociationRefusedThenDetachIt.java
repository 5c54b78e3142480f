package io.openhavip.eip.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRefused;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/** Compensation: an association that was given up may still be agreed to later. */
public record WhenEipAssociationRefusedThenDetachIt() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof EipAssociationRefused refused
                        && refused.code() == ErrorCode.OPERATION_TIMED_OUT
                ? List.of(new Carrier(refused.instanceType(), refused.instanceId())
                        .detach(refused.eipId(), refused.associationId()))
                : List.of();
    }
}
