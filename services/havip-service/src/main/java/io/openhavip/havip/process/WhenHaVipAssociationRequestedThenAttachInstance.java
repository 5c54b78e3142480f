package io.openhavip.havip.process;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipEvent.HaVipAssociationRequested;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.havip.domain.HaVipRequest.ExpireAssociation;
import java.time.Duration;
import java.util.List;

/** The instance knows its vSwitch and how many HAVIPs it has; if it does not answer in time, the association is given up. */
public record WhenHaVipAssociationRequestedThenAttachInstance(Duration deadline) implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof HaVipAssociationRequested requested
                ? List.of(
                        Outgoing.Publish.command(
                                Topics.NETWORK_COMMANDS.name(),
                                new AttachHaVip(
                                        requested.instanceId(),
                                        requested.instanceType(),
                                        requested.haVipId(),
                                        requested.associationId(),
                                        requested.vSwitchId(),
                                        requested.accountId())),
                        new Outgoing.Schedule(
                                deadline,
                                new ExpireAssociation(
                                        requested.haVipId(), requested.instanceId(), requested.associationId())))
                : List.of();
    }
}
