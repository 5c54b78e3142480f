package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/**
 * Commands of havip-service about the addresses of HAVIPs, which carry no Axon annotations. The vSwitch's pool and the HAVIP's own
 * history change in one transaction.
 */
public class HaVipAddressCommands {

    private final Repository<VSwitch> vSwitches;
    private final Repository<HaVipAddress> haVipAddresses;
    private final Quotas quotas;

    public HaVipAddressCommands(Repository<VSwitch> vSwitches, Repository<HaVipAddress> haVipAddresses, Quotas quotas) {
        this.vSwitches = vSwitches;
        this.haVipAddresses = haVipAddresses;
        this.quotas = quotas;
    }

    /** A HAVIP that holds an address already keeps it. */
    @CommandHandler
    void handle(ReserveHaVipAddress command) throws Exception {
        Aggregate<VSwitch> vSwitch =
                Aggregates.load(vSwitches, ResourceKind.VSWITCH, command.vSwitchId(), command.accountId());
        vSwitch.execute(it -> it.requireRegion(command.regionId()));
        if (held(vSwitch, command.haVipId()).isPresent()) {
            return;
        }
        String vpcId = Aggregates.read(vSwitch, VSwitch::vpcId);
        // The last that can refuse, since a refused command would keep the place.
        String address = Aggregates.read(vSwitch, it -> it.choose(command.ipAddress()));
        takePlace(vpcId, command.accountId());
        vSwitch.execute(it -> it.reserve(AddressHolder.HaVip, command.haVipId(), Optional.of(address)));
        HaVipAddressHeld held = new HaVipAddressHeld(
                command.haVipId(), command.accountId(), command.regionId(), vpcId, command.vSwitchId(), address);
        // One that was freed without its HAVIP's end goes on in the same history.
        haVipAddresses
                .loadOrCreate(command.haVipId(), () -> new HaVipAddress(held))
                .execute(it -> it.hold(held));
    }

    private void takePlace(String vpcId, String accountId) throws Exception {
        long limit = quotas.limit(accountId, Quota.HAVIPS_IN_VPC);
        if (!quotas.take(Quotas.Scope.haVips(vpcId), limit)) {
            throw new Refusal(
                    ErrorCode.HAVIP_QUOTA_EXCEEDED, "The VPC " + vpcId + " has " + limit + " HaVips already.");
        }
    }

    /** Does nothing if the HAVIP holds no address of the vSwitch. */
    @CommandHandler
    void handle(ReleaseHaVipAddress command) throws Exception {
        Aggregate<VSwitch> vSwitch = vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId()));
        Optional<String> address = held(vSwitch, command.haVipId());
        if (address.isEmpty()) {
            return;
        }
        HaVipAddressHeld held = Aggregates.read(vSwitch, it -> it.held(command.haVipId(), address.get()));
        // An address that was reserved before HAVIPs had a history of their own here gets one now.
        haVipAddresses
                .loadOrCreate(command.haVipId(), () -> new HaVipAddress(held))
                .execute(HaVipAddress::free);
        vSwitch.execute(it -> it.release(AddressHolder.HaVip, command.haVipId(), address.get()));
    }

    private static Optional<String> held(Aggregate<VSwitch> vSwitch, String haVipId) {
        return Aggregates.read(vSwitch, it -> it.heldByHaVip(haVipId));
    }
}
