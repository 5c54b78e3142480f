package io.openhavip.agent.instance;

import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.dataplane.HostLayout;
import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.facts.Facts;
import io.openhavip.contracts.network.GuestSetup;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What must run on this host: a pure function of the facts. Immutable.
 *
 * @param wanted every instance that is placed on this host, by id
 * @param elsewhere the first run of each instance that a record places on another host or on none, which this host may not end: what is
 *     placed anew begins a run of its own, and what has only lost its place begins none
 */
record InstancePlan(Map<String, Wanted> wanted, Map<String, Integer> elsewhere) {

    InstancePlan {
        wanted = Map.copyOf(wanted);
        elsewhere = Map.copyOf(elsewhere);
    }

    /**
     * @param status as the control plane has it
     * @param forced whether what runs too long ends at once
     */
    record Wanted(InstanceSpec spec, InstanceStatus status, boolean forced) {}

    static InstancePlan derive(String hostId, Facts facts) {
        Map<String, Wanted> wanted = new TreeMap<>();
        Map<String, Integer> elsewhere = new HashMap<>();
        for (InstanceState instance : facts.instances().values()) {
            if (instance.hostId().equals(hostId)) {
                wanted.put(
                        instance.instanceId(),
                        new Wanted(
                                spec(instance, facts),
                                instance.status(),
                                instance.forced().orElse(false)));
            } else {
                elsewhere.put(instance.instanceId(), instance.hostId().isEmpty() ? instance.run() + 1 : instance.run());
            }
        }
        return new InstancePlan(wanted, elsewhere);
    }

    /** Whether a run that is here has lost its place to another host, or to none. */
    boolean hasMovedAway(InstanceView here) {
        return here.run() < elsewhere.getOrDefault(here.instanceId(), 0);
    }

    private static InstanceSpec spec(InstanceState instance, Facts facts) {
        Optional<String> hostName = instance.guest().map(GuestSetup::hostName).filter(InstancePlan::isHostName);
        return new InstanceSpec(
                instance.instanceId(),
                hostName.orElse(instance.instanceId()),
                instance.run(),
                UserData.of(instance.guest().map(GuestSetup::userData).orElse("")),
                ports(instance, facts));
    }

    // A port whose vSwitch is not known yet comes when it is; one that makes no sense does not keep the others away.
    private static List<InstanceSpec.Port> ports(InstanceState instance, Facts facts) {
        return instance.networkInterfaces().stream()
                .filter(HostLayout::isProgrammable)
                .flatMap(each -> Optional.ofNullable(facts.vSwitches().get(each.vSwitchId()))
                        .flatMap(vSwitch -> AddressBlock.read(vSwitch.cidrBlock()))
                        .map(block -> port(each, block))
                        .stream())
                .toList();
    }

    private static InstanceSpec.Port port(NetworkInterface networkInterface, AddressBlock block) {
        return new InstanceSpec.Port(
                DeviceNames.port(networkInterface.networkInterfaceId()),
                networkInterface.macAddress(),
                networkInterface.privateIpAddress(),
                block.prefix(),
                block.gateway());
    }

    // What network-service gives; anything else must not get into an instance's scripts.
    private static boolean isHostName(String name) {
        return name.length() <= GuestSetup.LONGEST_HOST_NAME && name.matches("[A-Za-z0-9][A-Za-z0-9.-]*");
    }
}
