package io.openhavip.standalone;

import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.agent.dataplane.DeviceNames;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.LinuxSocket;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A vSwitch on a host of a running stack, whose instances are devices of one namespace that send what a test wants. The facts
 * come straight onto the state topics, where the projections would put them: in any order, and more of them than the limits allow. All
 * of it is gone when it is closed.
 */
final class ClaimLab implements AutoCloseable {

    private static final String VPC = "vpc-of-claims";
    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));
    private static final int A_ROW = 250;
    private static final int FRAME_BYTES = 2048;

    private final String hostId;
    private final Commands host;
    private final String hostNamespace;
    private final NetworkNamespace inside;
    private final String name;
    private final int block;
    private final Producer<String, byte[]> producer;
    private final Map<String, Fact> told = new LinkedHashMap<>();
    private final LinuxSocket sender;
    private Map<String, Integer> indexes = Map.of();
    private long sequence;

    /** On the first host. */
    ClaimLab(StackClient stack, String name, int block) throws IOException {
        this(stack, 1, name, block);
    }

    /**
     * @param hostNumber from 1
     * @param name tells the labs of one host apart: six lower-case letters; labs of the same name are one vSwitch
     * @param block its addresses are 10.{@code block}.0.0/16
     */
    ClaimLab(StackClient stack, int hostNumber, String name, int block) throws IOException {
        this.name = name;
        this.block = block;
        this.hostId = stack.hostIds().get(hostNumber - 1);
        this.hostNamespace = stack.hostNamespace(hostNumber);
        this.host = new Commands(new NetworkNamespace(hostNamespace));
        this.inside = new NetworkNamespace(hostNamespace + "-" + name);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        MACHINE.run("ip", "netns", "add", inside.name());
        // Each answers ARP for its own addresses only, as if it were alone.
        new Commands(inside).run("sysctl", "-q", "-w", "net.ipv4.conf.all.arp_ignore=1");
        this.sender = packetSocket();
    }

    private record Fact(Topic topic, State state) {}

    /** A pretended instance with one interface. */
    record Claimant(String instanceId, NetworkInterface port) {

        String portId() {
            return port.networkInterfaceId();
        }

        String mac() {
            return port.macAddress();
        }

        /** Its port on the host, and its device inside. */
        String device() {
            return DeviceNames.port(portId());
        }
    }

    Claimant claimant(int number) {
        return new Claimant(
                "i-%s%06d".formatted(name, number),
                new NetworkInterface(
                        "eni-%s%06d".formatted(name, number),
                        vSwitchId(),
                        "00:16:3e:%02x:%02x:%02x".formatted(block, number >> 8, number & 0xff),
                        "10.%d.0.%d".formatted(block, number)));
    }

    /** The instances from 1 on, plugged in. */
    List<Claimant> claimants(int number) throws IOException {
        List<Claimant> all =
                IntStream.rangeClosed(1, number).mapToObj(this::claimant).toList();
        plug(all.toArray(Claimant[]::new));
        return all;
    }

    String vSwitchId() {
        return "vsw-%s000000".formatted(name);
    }

    /** A HAVIP's address. */
    AddressKey key(int haVip) {
        return new AddressKey(vSwitchId(), "10.%d.%d.%d".formatted(block, 1 + haVip / A_ROW, 1 + haVip % A_ROW));
    }

    void plug(Claimant... claimants) throws IOException {
        String links = Arrays.stream(claimants)
                .map(each -> """
                        link add %1$s type veth peer name %1$s netns %2$s address %3$s
                        link set dev %1$s up
                        """.formatted(each.device(), inside.name(), each.mac()))
                .collect(Collectors.joining());
        host.runWithInput(links, "ip", "-batch", "-");
        String ends = Arrays.stream(claimants)
                .map(each -> "link set dev " + each.device() + " up\n")
                .collect(Collectors.joining());
        new Commands(inside).runWithInput(ends, "ip", "-batch", "-");
        indexes = indexes();
    }

    void unplug(Claimant claimant) throws IOException {
        host.run("ip", "link", "del", claimant.device());
    }

    /** Puts an address on a device, without announcing it. */
    void hold(Claimant claimant, String address) throws IOException {
        new Commands(inside).run("ip", "address", "add", address + "/32", "dev", claimant.device());
    }

    private Map<String, Integer> indexes() throws IOException {
        Map<String, Integer> found = new HashMap<>();
        Matcher links = Pattern.compile("(?m)^(\\d+): ([^@:]+)[@:]")
                .matcher(new Commands(inside).run("ip", "-o", "link", "show"));
        while (links.find()) {
            found.put(links.group(2), Integer.valueOf(links.group(1)));
        }
        return Map.copyOf(found);
    }

    /** As keepalived does. */
    void announce(Claimant claimant, AddressKey key) throws IOException {
        send(claimant, ArpFrame.announcement(claimant.mac(), key.address()).toBytes());
    }

    void send(Claimant claimant, byte[] frame) throws IOException {
        sender.send(frame, linkAddress(claimant, 0));
    }

    /** One more socket for frames of these instances, that receives nothing until it is bound; its caller closes it. */
    LinuxSocket packetSocket() throws IOException {
        return inside.call(() -> new LinuxSocket(LinuxSocket.AF_PACKET, LinuxSocket.SOCK_RAW, 0, FRAME_BYTES));
    }

    /** {@code struct sockaddr_ll}: the protocol is big-endian, the rest in the machine's order. */
    byte[] linkAddress(Claimant claimant, int protocol) {
        ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        address.putShort((short) LinuxSocket.AF_PACKET)
                .put((byte) (protocol >> 8))
                .put((byte) protocol);
        return address.putInt(indexes.get(claimant.device())).array();
    }

    void tellVSwitch() {
        tell(Topics.NETWORK_STATE, new VSwitchState(vSwitchId(), VPC, "10.%d.0.0/16".formatted(block)));
    }

    void tellRunning(List<Claimant> claimants) {
        claimants.forEach(claimant -> tell(Topics.NETWORK_STATE, running(claimant)));
    }

    void tellHaVip(int haVip, List<Claimant> associated) {
        tell(Topics.HAVIP_STATE, haVip(haVip, associated));
    }

    private InstanceState running(Claimant claimant) {
        return new InstanceState(
                claimant.instanceId(), VPC, hostId, InstanceStatus.Running, 1, List.of(claimant.port()));
    }

    private HaVipState haVip(int haVip, List<Claimant> associated) {
        return new HaVipState(
                "havip-%s%06d".formatted(name, haVip),
                VPC,
                vSwitchId(),
                key(haVip).address(),
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                associated.stream().map(Claimant::instanceId).toList());
    }

    /** Says that an instance is no more. */
    void bury(Claimant claimant) {
        takeBack(told.remove(claimant.instanceId()));
        producer.flush();
    }

    private void tell(Topic topic, State state) {
        producer.send(record(topic, state));
        told.put(state.subject(), new Fact(topic, state));
    }

    /** A record without content is still a message, by its headers. */
    private void takeBack(Fact fact) {
        ProducerRecord<String, byte[]> record = record(fact.topic(), fact.state());
        producer.send(new ProducerRecord<>(record.topic(), null, record.key(), null, record.headers()));
    }

    private ProducerRecord<String, byte[]> record(Topic topic, State state) {
        return RecordCodec.encode(
                topic.name(),
                new CloudEvent(
                        UUID.randomUUID().toString(),
                        MessageTypes.nameOf(state.getClass()),
                        "test",
                        state.subject(),
                        Instant.now(),
                        OptionalLong.of(sequence++),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                state);
    }

    /** The ports that the kernel lets send from each HAVIP that has any, by address. */
    Map<String, List<String>> senders() throws IOException {
        return Pattern.compile("\"(\\S+)\" \\. [0-9a-f:]{17} \\. ([0-9.]+)")
                .matcher(host.run("nft", "list", "set", "bridge", "openhavip", "owner_src"))
                .results()
                .collect(Collectors.groupingBy(
                        found -> found.group(2), Collectors.mapping(found -> found.group(1), Collectors.toList())));
    }

    /** The MAC addresses to which the kernel leads an address. */
    List<String> receivers(AddressKey key) throws IOException {
        return Pattern.compile("\\. " + Pattern.quote(key.address()) + " : ([0-9a-f:]{17})")
                .matcher(host.run("nft", "list", "map", "bridge", "openhavip", "havip_mac"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** All that the host's kernel has about instances and their addresses. */
    String kernel() throws IOException {
        return host.run("nft", "list", "ruleset")
                + host.run("bridge", "fdb", "show")
                + host.run("ip", "neigh", "show", "nud", "permanent");
    }

    /** How many of these are on the vSwitch's bridge. */
    long onBridge(List<Claimant> claimants) throws IOException {
        String bridged = host.run("ip", "-o", "link", "show", "type", "veth");
        String bridge = " master " + DeviceNames.bridge(vSwitchId()) + " ";
        return bridged.lines()
                .filter(line -> line.contains(bridge))
                .filter(line -> claimants.stream().anyMatch(each -> line.contains(": " + each.device() + "@")))
                .count();
    }

    @Override
    public void close() throws IOException {
        List.copyOf(told.values()).reversed().forEach(this::takeBack);
        producer.close();
        sender.close();
        MACHINE.run("ip", "netns", "del", inside.name());
    }
}
