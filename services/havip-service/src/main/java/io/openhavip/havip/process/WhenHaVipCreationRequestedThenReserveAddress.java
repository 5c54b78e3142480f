package io.openhavip.havip.process;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRequested;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.havip.domain.HaVipRequest.ExpireCreation;
import java.time.Duration;
import java.util.List;

/** The address is network-service's to give; if it does not answer in time, the creation is given up. */
public record WhenHaVipCreationRequestedThenReserveAddress(Duration deadline) implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof HaVipCreationRequested requested
                ? List.of(
                        Outgoing.Publish.command(
                                Topics.NETWORK_COMMANDS.name(),
                                new ReserveHaVipAddress(
                                        requested.vSwitchId(),
                                        requested.haVipId(),
                                        requested.ipAddress(),
                                        requested.accountId(),
                                        requested.regionId())),
                        new Outgoing.Schedule(deadline, new ExpireCreation(requested.haVipId())))
                : List.of();
    }
}
