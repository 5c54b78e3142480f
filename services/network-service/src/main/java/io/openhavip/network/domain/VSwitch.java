package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchDeleted;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchModified;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/**
 * A vSwitch: owner of its private addresses. Whatever wants one, HAVIP or network interface, gets it here or not at all. Kept as
 * snapshots.
 */
public class VSwitch extends AccountResource {

    @AggregateIdentifier
    private String vSwitchId;

    private String vpcId;
    private String regionId;
    private String zoneId;
    private String vSwitchName;
    private String description;
    private AddressPool pool;

    protected VSwitch() {}

    VSwitch(VSwitchRequest.CreateVSwitch command, Cidr block, String regionId, Optional<Integer> tunnelKey) {
        apply(new VSwitchCreated(
                command.vSwitchId(),
                command.vpcId(),
                command.accountId(),
                regionId,
                command.zoneId(),
                block.toString(),
                command.vSwitchName(),
                command.description(),
                tunnelKey));
        tagNew(command.vSwitchId(), command.tags());
    }

    void modify(VSwitchRequest.ModifyVSwitch command) {
        String newName = command.vSwitchName().orElse(vSwitchName);
        String newDescription = command.description().orElse(description);
        if (!newName.equals(vSwitchName) || !newDescription.equals(description)) {
            apply(new VSwitchModified(vSwitchId, newName, newDescription));
        }
    }

    /** @throws Refusal that it does not exist, if it is in another region */
    void requireRegion(String region) {
        if (!regionId.equals(region)) {
            throw kind().refusal(vSwitchId);
        }
    }

    /**
     * The address that {@link #reserve} would give.
     *
     * @throws Refusal if the wanted one cannot be had, or none is left
     */
    String choose(Optional<String> wanted) {
        return pool.choose(wanted);
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

    /** Puts an address back, which its holder says that it holds; does nothing if nobody does. */
    void release(AddressHolder holder, String holderId, String address) {
        if (pool.isTaken(address)) {
            apply(new AddressReleased(vSwitchId, address, holder, holderId));
        }
    }

    Optional<String> heldByHaVip(String haVipId) {
        return pool.heldByHaVip(haVipId);
    }

    /** That a HAVIP holds an address of it. */
    HaVipAddressHeld held(String haVipId, String address) {
        return new HaVipAddressHeld(haVipId, accountId(), regionId, vpcId, vSwitchId, address);
    }

    /** @throws Refusal if something still has an address of it */
    void delete() {
        if (pool.hasHaVips()) {
            throw new Refusal(ErrorCode.VSWITCH_DEPENDENCY_HAVIP, "The vSwitch " + vSwitchId + " still has HAVIPs.");
        }
        if (!pool.isUnused()) {
            throw new Refusal(
                    ErrorCode.VSWITCH_DEPENDENCY, "The vSwitch " + vSwitchId + " still has network interfaces.");
        }
        apply(new VSwitchDeleted(vSwitchId, vpcId));
    }

    @Override
    ResourceKind kind() {
        return ResourceKind.VSWITCH;
    }

    @Override
    String id() {
        return vSwitchId;
    }

    String vpcId() {
        return vpcId;
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
        belongsTo(event.accountId());
        regionId = event.regionId();
        zoneId = event.zoneId();
        vSwitchName = event.vSwitchName();
        description = event.description();
        pool = new AddressPool(Cidr.parse(event.cidrBlock()));
    }

    @EventSourcingHandler
    void on(VSwitchModified event) {
        vSwitchName = event.vSwitchName();
        description = event.description();
    }

    @EventSourcingHandler
    void on(AddressReserved event) {
        switch (event.holder()) {
            case HaVip -> pool.takeForHaVip(event.address(), event.holderId());
            case NetworkInterface -> pool.take(event.address());
        }
    }

    @EventSourcingHandler
    void on(AddressReleased event) {
        switch (event.holder()) {
            case HaVip -> pool.releaseOfHaVip(event.holderId());
            case NetworkInterface -> pool.release(event.address());
        }
    }

    @EventSourcingHandler
    void on(VSwitchDeleted event) {
        markDeleted();
    }
}
