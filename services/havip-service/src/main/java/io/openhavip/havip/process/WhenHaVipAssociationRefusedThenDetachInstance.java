package io.openhavip.havip.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRefused;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/** Compensation: an association that was given up may still be agreed to later. */
public record WhenHaVipAssociationRefusedThenDetachInstance() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof HaVipAssociationRefused refused
                        && refused.code() == ErrorCode.OPERATION_TIMED_OUT
                ? List.of(Outgoing.Publish.command(
                        Topics.NETWORK_COMMANDS.name(),
                        new DetachHaVip(
                                refused.instanceId(),
                                refused.instanceType(),
                                refused.haVipId(),
                                refused.associationId())))
                : List.of();
    }
}
