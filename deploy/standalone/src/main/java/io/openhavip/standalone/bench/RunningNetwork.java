package io.openhavip.standalone.bench;

import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The network of a running stack: Kafka, event store and host-agents in the path of a move. Guests go to its hosts in turn. The facts
 * come straight onto the state topics, where the projections would put them, and are taken back when it is closed. Not thread-safe.
 */
final class RunningNetwork implements BenchNetwork, AutoCloseable {

    /**
     * A host with an agent.
     *
     * @param namespace where its data plane lives
     */
    record Host(String hostId, NetworkNamespace namespace) {}

    private record Fact(Topic topic, State state) {}

    private final BenchVSwitch vSwitch;
    private final List<Host> hosts;
    private final Producer<String, byte[]> producer;
    private final List<Fact> told = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();

    RunningNetwork(BenchStack stack, BenchVSwitch vSwitch) {
        this.vSwitch = vSwitch;
        this.hosts = hostsOf(stack);
        this.producer = stack.producer(Map.of());
        tell(Topics.NETWORK_STATE, vSwitch.state());
    }

    private static List<Host> hostsOf(BenchStack stack) {
        List<String> hostIds = stack.client().hostIds();
        return IntStream.range(0, hostIds.size())
                .mapToObj(i -> new Host(
                        hostIds.get(i), new NetworkNamespace(stack.client().hostNamespace(i + 1))))
                .toList();
    }

    @Override
    public String name() {
        return "this network";
    }

    @Override
    public void plug(Guest guest) throws IOException {
        Host host = hosts.get(guests.size() % hosts.size());
        guest.connect(host.namespace(), guest.port());
        tell(Topics.NETWORK_STATE, guest.state(vSwitch.id(), host.hostId()));
        producer.flush();
        guests.add(guest);
    }

    /** Makes HAVIPs that are associated with these guests. */
    void associate(int from, int until, List<Guest> associated) {
        for (int haVip = from; haVip < until; haVip++) {
            tell(Topics.HAVIP_STATE, vSwitch.haVip(haVip, associated));
        }
        producer.flush();
    }

    /** How many addresses each host's bridge of this name answers ARP for; the fewest, if hosts differ. */
    long neighbours(String bridge) throws IOException {
        long fewest = Long.MAX_VALUE;
        for (Host host : hosts) {
            String told = new Commands(host.namespace()).run("ip", "-o", "-4", "neighbour", "show", "nud", "permanent");
            fewest = Math.min(
                    fewest,
                    told.lines()
                            .filter(line -> line.contains(" dev " + bridge + " "))
                            .count());
        }
        return fewest;
    }

    private void tell(Topic topic, State state) {
        producer.send(Fleet.state(topic, state));
        told.add(new Fact(topic, state));
    }

    /** Says that it is gone: a record without content is still a message, by its headers. */
    private void takeBack(Fact fact) {
        ProducerRecord<String, byte[]> record = Fleet.state(fact.topic(), fact.state());
        producer.send(new ProducerRecord<>(record.topic(), null, record.key(), null, record.headers()));
    }

    @Override
    public void close() {
        told.reversed().forEach(this::takeBack);
        producer.close();
    }
}
