package io.openhavip.network.domain;

import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/** Commands of havip-service about the addresses of HAVIPs, which carry no Axon annotations. */
public class HaVipAddressCommands {

    private final Repository<VSwitch> vSwitches;

    public HaVipAddressCommands(Repository<VSwitch> vSwitches) {
        this.vSwitches = vSwitches;
    }

    @CommandHandler
    void handle(ReserveHaVipAddress command) {
        vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId())).execute(vSwitch -> vSwitch.reserve(command));
    }

    @CommandHandler
    void handle(ReleaseHaVipAddress command) {
        vSwitches.load(ResourceKind.VSWITCH.require(command.vSwitchId())).execute(vSwitch -> vSwitch.release(command));
    }
}
