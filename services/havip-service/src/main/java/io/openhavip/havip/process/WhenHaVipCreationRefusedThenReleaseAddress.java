package io.openhavip.havip.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRefused;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import java.util.List;

/**
 * Compensation: a creation that was given up may still get its address later. The release has the key of the reservation, so it is
 * read after it.
 */
public record WhenHaVipCreationRefusedThenReleaseAddress() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return appended.event() instanceof HaVipCreationRefused refused
                        && refused.code() == ErrorCode.OPERATION_TIMED_OUT
                ? List.of(Outgoing.Publish.command(
                        Topics.NETWORK_COMMANDS.name(),
                        new ReleaseHaVipAddress(refused.vSwitchId(), refused.haVipId())))
                : List.of();
    }
}
