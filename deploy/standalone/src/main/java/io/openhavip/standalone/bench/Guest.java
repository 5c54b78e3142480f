package io.openhavip.standalone.bench;

import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import java.io.IOException;
import java.util.List;

/**
 * A pretended instance: a network namespace with eth0.
 *
 * @param prefixLength of its vSwitch
 */
record Guest(
        NetworkNamespace namespace,
        String instanceId,
        String networkInterfaceId,
        String macAddress,
        String address,
        int prefixLength) {

    static final String DEVICE = "eth0";

    private static final String VPC = "vpc-bench";

    /**
     * Makes one without a cable.
     *
     * @param run tells the guests of one stack apart: six lower-case letters or digits
     * @param number of the guest in this run, 1 to 250
     */
    static Guest create(BenchNamespaces namespaces, String name, String run, int number, String subnet)
            throws IOException {
        int slash = subnet.indexOf('/');
        return new Guest(
                namespaces.create(name),
                "i-%s%06d".formatted(run, number),
                "eni-%s%06d".formatted(run, number),
                "00:16:3e:0b:00:%02x".formatted(number),
                subnet.substring(0, subnet.lastIndexOf('.') + 1) + (10 + number),
                Integer.parseInt(subnet.substring(slash + 1)));
    }

    /** Plugs eth0 in, with this device at the other end. */
    void connect(NetworkNamespace host, String device) throws IOException {
        new Commands(new NetworkNamespace(""))
                .run(
                        "ip",
                        "link",
                        "add",
                        device,
                        "netns",
                        host.name(),
                        "type",
                        "veth",
                        "peer",
                        "name",
                        DEVICE,
                        "netns",
                        namespace.name(),
                        "address",
                        macAddress);
        run("ip", "address", "add", address + "/" + prefixLength, "dev", DEVICE);
        run("ip", "link", "set", DEVICE, "up");
        new Commands(host).run("ip", "link", "set", device, "up");
    }

    String run(String... command) throws IOException {
        return new Commands(namespace).run(command);
    }

    /** Name of its port on a host-agent's host. */
    String port() {
        return DeviceNames.port(networkInterfaceId);
    }

    int deviceIndex() throws IOException {
        String line = run("ip", "-o", "link", "show", "dev", DEVICE);
        return Integer.parseInt(line.substring(0, line.indexOf(':')));
    }

    /** The fact that it runs. */
    InstanceState state(String vSwitchId, String hostId) {
        NetworkInterface networkInterface = new NetworkInterface(networkInterfaceId, vSwitchId, macAddress, address);
        return new InstanceState(instanceId, VPC, hostId, InstanceStatus.Running, 1, List.of(networkInterface));
    }

    Owner owner(String hostId) {
        return new Owner(networkInterfaceId, instanceId, macAddress, hostId, 1);
    }
}
