package io.openhavip.havip.process;

import io.openhavip.contracts.havip.HaVipEvent.HaVipCreationRefused;
import io.openhavip.contracts.havip.HaVipEvent.HaVipDeleted;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.havip.domain.AccountLimit;
import java.util.List;

/** The place that a creation took of the account's is free again when the HAVIP is gone, or never came to be. */
public record WhenHaVipEndsThenFreeItsPlace() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return switch (appended.event()) {
            case HaVipDeleted deleted -> free(deleted.accountId());
            case HaVipCreationRefused refused -> free(refused.accountId());
            default -> List.of();
        };
    }

    private static List<Outgoing> free(String accountId) {
        return List.of(new Outgoing.FreeQuota(AccountLimit.scope(accountId)));
    }
}
