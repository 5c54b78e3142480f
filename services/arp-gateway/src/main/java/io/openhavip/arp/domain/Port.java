package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;

/** A network interface together with what is known of the instance that it is attached to. */
public record Port(
        NetworkInterface networkInterface, String instanceId, String hostId, InstanceStatus status, int run) {

    public static Port of(InstanceState instance, NetworkInterface networkInterface) {
        return new Port(networkInterface, instance.instanceId(), instance.hostId(), instance.status(), instance.run());
    }

    public String id() {
        return networkInterface.networkInterfaceId();
    }

    public boolean isRunning() {
        return status == InstanceStatus.Running;
    }

    /** Whether a claim before {@code Running} is merely ahead of the facts, not left over from a run that ended. */
    public boolean isComingUp() {
        return status == InstanceStatus.Pending || status == InstanceStatus.Starting;
    }

    public boolean hasMac(String macAddress) {
        return networkInterface.macAddress().equalsIgnoreCase(macAddress);
    }

    public Owner asOwner() {
        return new Owner(id(), instanceId, networkInterface.macAddress(), hostId, run);
    }
}
