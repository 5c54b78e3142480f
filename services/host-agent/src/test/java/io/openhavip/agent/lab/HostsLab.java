package io.openhavip.agent.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.capture.ArpCapture;
import io.openhavip.agent.capture.CapturedFrame;
import io.openhavip.agent.dataplane.DataPlane;
import io.openhavip.agent.dataplane.DeviceTable;
import io.openhavip.agent.dataplane.ThisHost;
import io.openhavip.agent.dataplane.VpcRouters;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.InstanceStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Two hosts on one underlay, each with a data plane and facts of its own, as if each had read the topics itself. Claims are decided here
 * at once, in the place of arp-gateway.
 */
public final class HostsLab implements AutoCloseable {

    private static final String UNDERLAY = "under0";
    private static final String SECOND_HOST = "host-2";
    private static final String SECOND_TUNNEL = "10.255.0.2";
    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));

    public final Lab first;
    public final Lab second;
    private final Map<Lab, DataPlane> planes = new HashMap<>();
    private final Map<LabInstance, Lab> hosts = new HashMap<>();
    private final Set<LabInstance> associated = new HashSet<>();
    private final Map<LabInstance, Integer> announcements = new HashMap<>();
    private Optional<LabInstance> owner = Optional.empty();
    private long epoch;

    public HostsLab() throws IOException {
        first = new Lab(Lab.HOST, Optional.of(Lab.TUNNEL_ADDRESS));
        second = new Lab(SECOND_HOST, Optional.of(SECOND_TUNNEL));
        MACHINE.run(("ip link add " + UNDERLAY + " netns " + first.agent.name() + " type veth peer name " + UNDERLAY
                        + " netns " + second.agent.name())
                .split(" "));
        for (Lab host : both()) {
            host.commands.run("ip", "address", "add", host.tunnelAddress() + "/24", "dev", UNDERLAY);
            host.commands.run("ip", "link", "set", "dev", UNDERLAY, "up");
            register(host, true);
        }
    }

    public List<Lab> both() {
        return List.of(first, second);
    }

    /** Tells both hosts of one. */
    public void register(Lab host, boolean external) {
        both().forEach(each ->
                each.facts.put(new HostState(host.hostId(), Optional.of(host.tunnelAddress()), external)));
    }

    /** The network outside, which both hosts' {@link Lab#EXTERNAL_DEVICE} is on: one host at 203.0.113.100. */
    public LabInstance outside() throws IOException {
        LabInstance outside = first.outside();
        MACHINE.run(("ip link add " + Lab.EXTERNAL_DEVICE + " netns " + second.agent.name()
                        + " type veth peer name eth1 netns " + outside.namespace.name())
                .split(" "));
        second.commands.run("ip", "link", "set", "dev", Lab.EXTERNAL_DEVICE, "up");
        outside.run("ip", "address", "flush", "dev", "eth0");
        outside.run("ip", "link", "add", "name", "br0", "type", "bridge");
        for (String port : List.of("eth0", "eth1")) {
            outside.run("ip", "link", "set", "dev", port, "master", "br0");
            outside.run("ip", "link", "set", "dev", port, "up");
        }
        outside.run("ip", "address", "add", outside.address + "/24", "dev", "br0");
        outside.run("ip", "link", "set", "dev", "br0", "up");
        return outside.serve();
    }

    /** An agent's data plane on a host, in effect. */
    public DataPlane start(Lab host) throws IOException {
        return start(host, VpcRouters.NONE);
    }

    public DataPlane start(Lab host, VpcRouters routers) throws IOException {
        DataPlane plane = host.closing(new DataPlane(
                new ThisHost(host.hostId(), Optional.of(host.tunnelAddress())),
                host.agent,
                host.facts,
                Duration.ofHours(1),
                routers,
                () -> {},
                () -> {}));
        planes.put(host, plane);
        return plane;
    }

    /** Takes a host's forwarding away for good. */
    public void stop(Lab host) throws IOException {
        planes.remove(host).removeAll();
    }

    public void reconcile() {
        planes.values().forEach(plane -> {
            plane.reconcile();
            assertThat(plane.lastReconciliation().failure()).isEmpty();
            assertThat(plane.lastReconciliation().problems()).isEmpty();
        });
    }

    public LabInstance instance(Lab host, int number) throws IOException {
        LabInstance instance = host.instance(number).serve();
        both().forEach(each -> each.facts.put(instance.state(InstanceStatus.Running)));
        hosts.put(instance, host);
        return instance;
    }

    public void haVip(LabInstance... instances) {
        both().forEach(host -> host.haVip(instances));
        associated.addAll(List.of(instances));
    }

    /** A switch, in effect on the new owner's host first. */
    public synchronized void own(Optional<LabInstance> newOwner) {
        owner = newOwner;
        OwnershipState state = first.ownership(++epoch, newOwner);
        Lab ahead = newOwner.map(hosts::get).orElse(first);
        tell(ahead, state);
        tell(ahead == first ? second : first, state);
    }

    /** A switch that only one host has heard of. */
    public synchronized void ownAt(Lab host, Optional<LabInstance> newOwner) {
        tell(host, host.ownership(++epoch, newOwner));
    }

    private void tell(Lab host, OwnershipState state) {
        assertThat(host.facts.put(state)).isTrue();
        planes.get(host).switched(Lab.KEY, Instant.now(), Instant.now());
    }

    /** Lets the claims that are captured on both hosts be decided. */
    public void decide() throws IOException {
        for (Lab host : both()) {
            DeviceTable devices = host.closing(DeviceTable.start(host.agent, () -> {}));
            host.closing(ArpCapture.start(host.agent, decider(host, devices)));
        }
    }

    private Consumer<CapturedFrame> decider(Lab host, DeviceTable devices) {
        return captured -> {
            Optional<LabInstance> claimant = devices.name(captured.deviceIndex())
                    .flatMap(device -> hosts.entrySet().stream()
                            .filter(each -> each.getValue() == host)
                            .map(Map.Entry::getKey)
                            .filter(instance -> instance.device().equals(device))
                            .findFirst());
            if (claimant.isPresent() && captured.frame().senderAddress().equals(Lab.ADDRESS)) {
                claimed(claimant.get());
            }
        };
    }

    private synchronized void claimed(LabInstance claimant) {
        announcements.merge(claimant, 1, Integer::sum);
        if (associated.contains(claimant) && !owner.equals(Optional.of(claimant))) {
            own(Optional.of(claimant));
        }
    }

    public synchronized void disassociate(LabInstance instance) {
        associated.remove(instance);
    }

    public synchronized int announcements(LabInstance instance) {
        return announcements.getOrDefault(instance, 0);
    }

    public synchronized Optional<LabInstance> owner() {
        return owner;
    }

    @Override
    public void close() throws IOException {
        try {
            first.close();
        } finally {
            second.close();
        }
    }
}
