package io.openhavip.contracts.arp;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Event;
import java.time.Instant;
import java.util.Optional;

/** Events of an address's ownership on {@code arp.ownership}, keyed by vSwitch and address. */
public sealed interface ArpEvent extends Event {

    String vSwitchId();

    String address();

    default AddressKey key() {
        return new AddressKey(vSwitchId(), address());
    }

    @Override
    default String subject() {
        return key().toString();
    }

    /**
     * The address has another owner, or none.
     *
     * @param epoch rises by one with each switch of the address, over HAVIPs that come and go
     * @param newOwner empty: released, nobody has the address until the next claim
     * @param claim the claim that caused it; for a release, the last announcement of the address that was read before it, if
     *     any was: one at or below it that is read again belongs to the time before the release
     * @param capturedAt when the claim was captured; for a release, when it was decided
     * @param effectiveAt the time that contests are judged by, so that a backlog is judged as it happened: when the broker
     *     appended the claim, when the back-off of a postponed claim ended, when a release was decided
     * @param decidedAt when arp-gateway decided
     */
    record OwnershipSwitched(
            String vSwitchId,
            String address,
            String haVipId,
            long epoch,
            Optional<Owner> previousOwner,
            Optional<Owner> newOwner,
            SwitchCause cause,
            Optional<ClaimPosition> claim,
            Instant capturedAt,
            Instant effectiveAt,
            Instant decidedAt)
            implements ArpEvent {}

    /**
     * Two ports pull at one address: it came back within seconds to a port that had lost it. Usually keepalived runs without
     * {@code unicast_peer}, so that both nodes think they are alone.
     *
     * @param backOffMillis how long the next move must wait after the last one
     */
    record OwnershipContested(
            String vSwitchId,
            String address,
            String haVipId,
            String firstNetworkInterfaceId,
            String secondNetworkInterfaceId,
            int moves,
            long backOffMillis,
            Instant decidedAt)
            implements ArpEvent {}

    /** A valid claim for a contested address waits until {@code until}; it replaces an earlier postponed one. */
    record ClaimPostponed(
            String vSwitchId,
            String address,
            String haVipId,
            Owner claimant,
            ClaimPosition claim,
            Instant capturedAt,
            Instant decidedAt,
            Instant until)
            implements ArpEvent {}

    /** The postponed claim is dropped: the owner repeated itself, or the claimant may not own the address any more. */
    record PostponedClaimCancelled(
            String vSwitchId, String address, String haVipId, Optional<ClaimPosition> by, Instant decidedAt)
            implements ArpEvent {}
}
