package io.openhavip.standalone.bench;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * HAVIPs by number, each associated with {@value #PORTS} instances, as the state topics tell them: the facts come straight onto
 * havip.state and network.state, where the projections would put them, since making ten thousand by REST takes too long. Their host is
 * no real one, so no agent programs anything for them. Thread-safe.
 */
final class Fleet {

    /** Ports that may claim an address; so many that none gets back an address that it has just lost. */
    static final int PORTS = 6;

    /** HAVIPs that share their instances: the guide's limit of HAVIPs an instance. */
    private static final int HAVIPS_AN_INSTANCE = 5;

    private static final int VSWITCH_SIZE = 250;
    private static final String HOST = "bench-host";

    private final AtomicLong sequence = new AtomicLong();
    private final String run;

    /** @param run tells the fleets of one stack apart: six lower-case letters or digits */
    Fleet(String run) {
        this.run = run;
    }

    AddressKey key(int haVip) {
        return new AddressKey(vSwitch(haVip), "10.0.%d.%d".formatted(haVip / VSWITCH_SIZE, haVip % VSWITCH_SIZE + 1));
    }

    /** Gives the facts of some HAVIPs and of their instances. */
    void tell(int from, int until, Consumer<ProducerRecord<String, byte[]>> send) {
        for (int haVip = from; haVip < until; haVip++) {
            if (haVip % HAVIPS_AN_INSTANCE == 0 || haVip == from) {
                for (int port = 0; port < PORTS; port++) {
                    send.accept(state(Topics.NETWORK_STATE, instance(haVip, port)));
                }
            }
            send.accept(state(Topics.HAVIP_STATE, haVip(haVip)));
        }
    }

    /** A captured announcement of an address by one of its ports, now. */
    ProducerRecord<String, byte[]> claim(String topic, int haVip, int port) {
        AddressKey key = key(haVip);
        NetworkInterface claimant = networkInterface(haVip, port);
        long number = sequence.incrementAndGet();
        Announcement announcement = new Announcement(
                HOST,
                claimant.networkInterfaceId(),
                key.vSwitchId(),
                key.address(),
                claimant.macAddress(),
                claimant.macAddress(),
                Announcement.Operation.REQUEST,
                Announcement.Source.CAPTURED,
                Instant.now(),
                number);
        CloudEvent attributes = CloudEvent.of(
                HOST + "/bench/" + number,
                MessageTypes.nameOf(Announcement.class),
                "host-agent",
                announcement.subject(),
                announcement.capturedAt());
        return RecordCodec.encode(topic, attributes, announcement);
    }

    /** The record of a fact. */
    static ProducerRecord<String, byte[]> state(Topic topic, Message state) {
        CloudEvent attributes = new CloudEvent(
                UUID.randomUUID().toString(),
                MessageTypes.nameOf(state.getClass()),
                "bench",
                state.subject(),
                Instant.now(),
                OptionalLong.of(0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return RecordCodec.encode(topic.name(), attributes, state);
    }

    private HaVipState haVip(int haVip) {
        AddressKey key = key(haVip);
        return new HaVipState(
                id("havip", haVip),
                id("vpc", 0),
                key.vSwitchId(),
                key.address(),
                HaVipStatus.InUse,
                AssociatedInstanceType.EcsInstance,
                IntStream.range(0, PORTS)
                        .mapToObj(port -> instanceId(haVip, port))
                        .toList());
    }

    private InstanceState instance(int haVip, int port) {
        return new InstanceState(
                instanceId(haVip, port),
                id("vpc", 0),
                HOST,
                InstanceStatus.Running,
                1,
                List.of(networkInterface(haVip, port)));
    }

    private NetworkInterface networkInterface(int haVip, int port) {
        int number = haVip / HAVIPS_AN_INSTANCE * PORTS + port;
        return new NetworkInterface(
                id("eni", number),
                vSwitch(haVip),
                "02:b0:00:%02x:%02x:%02x".formatted(number >> 16, number >> 8 & 0xff, number & 0xff),
                "10.128.%d.%d".formatted(number >> 8 & 0xff, number & 0xff));
    }

    private String instanceId(int haVip, int port) {
        return id("i", haVip / HAVIPS_AN_INSTANCE * PORTS + port);
    }

    private String vSwitch(int haVip) {
        return id("vsw", haVip / VSWITCH_SIZE);
    }

    private String id(String prefix, int number) {
        return "%s-%s%012d".formatted(prefix, run, number);
    }
}
