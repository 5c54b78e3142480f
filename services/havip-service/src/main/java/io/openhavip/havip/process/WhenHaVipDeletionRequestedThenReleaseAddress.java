package io.openhavip.havip.process;

import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeletionRequested;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/**
 * The HAVIP is gone once its address is free, or Available again if a route entry leads to it. The command waits on Kafka for as long as
 * it takes, so there is no deadline; one that is lost all the same {@link Reconciliation} gives again.
 */
public record WhenHaVipDeletionRequestedThenReleaseAddress() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof HaVipDeletionRequested requested
                ? List.of(Outgoing.Publish.command(
                        Topics.NETWORK_COMMANDS.name(),
                        new ReleaseHaVipAddress(requested.vSwitchId(), requested.haVipId())))
                : List.of();
    }
}
