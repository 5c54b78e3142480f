package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchDeleted;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** A vSwitch: owner of its private addresses. Whatever wants one, HAVIP or network interface, gets it here or not at all. */
public class VSwitch {

    @AggregateIdentifier
    private String vSwitchId;

    private String vpcId;
    private String accountId;
    private String regionId;
    private String zoneId;
    private AddressPool pool;

    protected VSwitch() {}

    VSwitch(VSwitchRequest.CreateVSwitch command, String accountId, String regionId) {
        apply(new VSwitchCreated(
                command.vSwitchId(),
                command.vpcId(),
                accountId,
                regionId,
                command.zoneId(),
                Cidr.forVSwitch(command.cidrBlock()).toString(),
                command.vSwitchName(),
                command.description()));
    }

    /** Reserves for a HAVIP; one that already holds an address keeps it. */
    void reserve(ReserveHaVipAddress command) {
        if (pool.heldBy(command.haVipId()).isEmpty()) {
            reserve(AddressHolder.HaVip, command.haVipId(), command.ipAddress());
        }
    }

    /**
     * Takes an address out of the pool.
     *
     * @return the address
     * @throws Refusal if the wanted one cannot be had, or none is left
     */
    String reserve(AddressHolder holder, String holderId, Optional<String> wanted) {
        String address = pool.choose(wanted);
        apply(new AddressReserved(vSwitchId, vpcId, address, holder, holderId));
        return address;
    }

    /** Puts the address of a HAVIP back; does nothing if it holds none. */
    void release(ReleaseHaVipAddress command) {
        pool.heldBy(command.haVipId())
                .ifPresent(address ->
                        apply(new AddressReleased(vSwitchId, address, AddressHolder.HaVip, command.haVipId())));
    }

    void release(AddressHolder holder, String holderId) {
        pool.heldBy(holderId).ifPresent(address -> apply(new AddressReleased(vSwitchId, address, holder, holderId)));
    }

    /** @throws Refusal if something still has an address of it */
    void delete() {
        if (pool.isUsedBy("havip-")) {
            throw new Refusal(ErrorCode.VSWITCH_DEPENDENCY_HAVIP, "The vSwitch " + vSwitchId + " still has HAVIPs.");
        }
        if (!pool.isUnused()) {
            throw new Refusal(
                    ErrorCode.VSWITCH_DEPENDENCY, "The vSwitch " + vSwitchId + " still has network interfaces.");
        }
        apply(new VSwitchDeleted(vSwitchId, vpcId));
    }

    String vpcId() {
        return vpcId;
    }

    String accountId() {
        return accountId;
    }

    String regionId() {
        return regionId;
    }

    String zoneId() {
        return zoneId;
    }

    @EventSourcingHandler
    void on(VSwitchCreated event) {
        vSwitchId = event.vSwitchId();
        vpcId = event.vpcId();
        accountId = event.accountId();
        regionId = event.regionId();
        zoneId = event.zoneId();
        pool = new AddressPool(Cidr.parse(event.cidrBlock()));
    }

    @EventSourcingHandler
    void on(AddressReserved event) {
        pool.take(event.address(), event.holderId());
    }

    @EventSourcingHandler
    void on(AddressReleased event) {
        pool.release(event.holderId());
    }

    @EventSourcingHandler
    void on(VSwitchDeleted event) {
        markDeleted();
    }
}
