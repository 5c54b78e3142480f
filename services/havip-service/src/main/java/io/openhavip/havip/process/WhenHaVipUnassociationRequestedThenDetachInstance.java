package io.openhavip.havip.process;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipEvent.HaVipUnassociationRequested;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/**
 * The instance is freed; that cannot be refused, and waits on Kafka for as long as it takes, so there is no deadline. A command that is
 * lost all the same {@link Reconciliation} gives again.
 */
public record WhenHaVipUnassociationRequestedThenDetachInstance() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof HaVipUnassociationRequested requested
                ? List.of(Outgoing.Publish.command(
                        Topics.NETWORK_COMMANDS.name(),
                        new DetachHaVip(
                                requested.instanceId(),
                                requested.instanceType(),
                                requested.haVipId(),
                                requested.associationId())))
                : List.of();
    }
}
