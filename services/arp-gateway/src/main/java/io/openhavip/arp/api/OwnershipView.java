package io.openhavip.arp.api;

import io.openhavip.arp.domain.Contest;
import io.openhavip.arp.domain.Ownership;
import io.openhavip.contracts.arp.Owner;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has an address, as REST shows it.
 *
 * @param haVipId the HAVIP of the last switch
 * @param owner absent: nobody
 * @param contested whether moves are held back at the moment
 * @param postponed the claim that is held back, if there is one
 */
public record OwnershipView(
        String vSwitchId,
        String address,
        String haVipId,
        long epoch,
        Optional<Owner> owner,
        boolean contested,
        Optional<Contender> postponed) {

    /** The claimant that waits for the back-off to end. */
    public record Contender(Owner claimant, Instant until) {}

    static OwnershipView of(Ownership ownership, Instant now) {
        Optional<Contest> contest = ownership.contest().filter(known -> !known.isOverAt(now));
        return new OwnershipView(
                ownership.key().vSwitchId(),
                ownership.key().address(),
                ownership.haVipId().orElse(""),
                ownership.epoch(),
                ownership.owner(),
                contest.isPresent(),
                ownership.postponed().map(waiting -> new Contender(waiting.claimant(), waiting.until())));
    }
}
