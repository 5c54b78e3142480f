package io.openhavip.agent.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.dataplane.VirtualMac;
import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A host of its own: a network namespace for the agent, one for each instance, and the facts that describe them. One vSwitch,
 * 192.168.0.0/24, one HAVIP, 192.168.0.88. Everything is deleted on close; the machine's own interfaces are never touched.
 */
public final class Lab implements AutoCloseable {

    public static final String HOST = "host-1";
    public static final String VSWITCH = "vsw-lab000000000000001";
    public static final String HAVIP = "havip-lab00000000000001";
    public static final String ADDRESS = "192.168.0.88";
    public static final String VPC = "vpc-lab000000000000001";
    public static final String EXTERNAL_DEVICE = "ext0";
    public static final String TUNNEL_ADDRESS = "10.255.0.1";
    public static final AddressKey KEY = new AddressKey(VSWITCH, ADDRESS);

    private static final VSwitchState FIRST_VSWITCH = new VSwitchState(VSWITCH, VPC, "192.168.0.0/24", Optional.of(7));
    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));

    private final String prefix = "hvt" + UUID.randomUUID().toString().substring(0, 8);
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<LabInstance> instances = new ArrayList<>();
    public final NetworkNamespace agent = new NetworkNamespace(prefix + "a");
    public final Commands commands = new Commands(agent);
    public final FactsStore facts = new FactsStore();
    private final String hostId;
    private final Optional<String> tunnelAddress;
    private long epoch;

    public Lab() throws IOException {
        this(HOST, Optional.empty());
    }

    /** A host among others. */
    public Lab(String hostId, Optional<String> tunnelAddress) throws IOException {
        this.hostId = hostId;
        this.tunnelAddress = tunnelAddress;
        MACHINE.run("ip", "netns", "add", agent.name());
        commands.run("ip", "link", "set", "lo", "up");
        facts.put(FIRST_VSWITCH);
    }

    public String hostId() {
        return hostId;
    }

    public String tunnelAddress() {
        return tunnelAddress.orElseThrow();
    }

    /** MAC address of the routers here. */
    String routerMac() {
        return VirtualMac.ofRouter(tunnelAddress.orElse(hostId));
    }

    /** Leaves something to be closed before the namespaces go, the latest first. */
    public <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Makes an instance with its port, named as whoever runs instances names it, and tells the facts. */
    public LabInstance instance(int number) throws IOException {
        return instance(number, FIRST_VSWITCH);
    }

    /** Another vSwitch, told to the facts. */
    public VSwitchState vSwitch(String vSwitchId, String vpcId, String cidrBlock) {
        VSwitchState vSwitch = new VSwitchState(vSwitchId, vpcId, cidrBlock);
        facts.put(vSwitch);
        return vSwitch;
    }

    /** The network outside: a host at 203.0.113.100 behind the agent's {@link #EXTERNAL_DEVICE}, no instance of the facts. */
    public LabInstance outside() throws IOException {
        LabInstance outside =
                new LabInstance(this, prefix + "o", 90, new VSwitchState("vsw-none", "vpc-none", "203.0.113.0/24"));
        MACHINE.run("ip", "netns", "add", outside.namespace.name());
        instances.add(outside);
        connect(outside, EXTERNAL_DEVICE);
        outside.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv4.conf.eth0.send_redirects=0");
        commands.run("ip", "link", "set", EXTERNAL_DEVICE, "up");
        return outside;
    }

    /** Makes an instance in another vSwitch. */
    public LabInstance instance(int number, VSwitchState vSwitch) throws IOException {
        LabInstance instance = new LabInstance(this, prefix + "i" + number, number, vSwitch);
        MACHINE.run("ip", "netns", "add", instance.namespace.name());
        instances.add(instance);
        plug(instance);
        facts.put(instance.state(InstanceStatus.Running));
        return instance;
    }

    /** Connects an instance with the host; its end is eth0. */
    public void plug(LabInstance instance) throws IOException {
        connect(instance, instance.device());
    }

    private void connect(LabInstance instance, String device) throws IOException {
        MACHINE.run(("ip link add " + device + " netns " + agent.name() + " type veth peer name eth0 netns "
                        + instance.namespace.name() + " address " + instance.mac)
                .split(" "));
        instance.run("ip", "addr", "add", instance.address + "/24", "dev", "eth0");
        instance.run("ip", "link", "set", "lo", "up");
        instance.run("ip", "link", "set", "eth0", "up");
    }

    /** The HAVIP, associated with the given instances. */
    public void haVip(LabInstance... associated) {
        facts.put(new HaVipState(
                HAVIP,
                VPC,
                VSWITCH,
                ADDRESS,
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                Arrays.stream(associated).map(each -> each.instanceId).toList()));
    }

    /** Waits until a new port's carrier has come up and the client can reach the serving instances. */
    public void untilConnected(LabInstance client, LabInstance... servers) {
        for (LabInstance server : servers) {
            Await.until(() -> assertThat(client.ask(server.address)).contains(server.instanceId));
        }
    }

    /** The next switch of the HAVIP's ownership. */
    public OwnershipState nextOwner(Optional<LabInstance> owner) {
        return ownership(++epoch, owner);
    }

    public OwnershipState ownership(long atEpoch, Optional<LabInstance> owner) {
        return new OwnershipState(VSWITCH, ADDRESS, HAVIP, atEpoch, owner.map(LabInstance::owner));
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                failure = new IOException(e);
            }
        }
        List<String> names = new ArrayList<>(
                instances.stream().map(instance -> instance.namespace.name()).toList());
        names.addAll(routers());
        names.add(agent.name());
        for (LabInstance instance : instances) {
            instance.close();
        }
        for (String name : names) {
            try {
                MACHINE.run("ip", "netns", "del", name);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Routers outlive the agent, on purpose. */
    private List<String> routers() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/run/netns"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("hvr-" + agent.name() + "-"))
                    .toList();
        }
    }

    static NetworkInterface networkInterface(int number, String vSwitchId, String mac, String address) {
        return new NetworkInterface("eni-lab0000000000000%02d".formatted(number), vSwitchId, mac, address);
    }

    static InstanceState instanceState(
            String instanceId, String vpcId, String hostId, InstanceStatus status, NetworkInterface networkInterface) {
        return new InstanceState(instanceId, vpcId, hostId, status, 1, List.of(networkInterface));
    }

    static Owner owner(String networkInterfaceId, String instanceId, String mac, String hostId) {
        return new Owner(networkInterfaceId, instanceId, mac, hostId, 1);
    }

    static String device(String networkInterfaceId) {
        return DeviceNames.port(networkInterfaceId);
    }
}
