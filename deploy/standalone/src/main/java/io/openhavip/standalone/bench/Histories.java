package io.openhavip.standalone.bench;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.RecordCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Lives of HAVIPs as {@code havip.events} tells them, {@value #EVENTS} events each, many lives at a time. */
final class Histories {

    /** Events of one HAVIP. */
    static final int EVENTS = 10;

    /** HAVIPs whose events come mixed: those that are made and changed at about the same time. */
    private static final int AT_A_TIME = 1000;

    private static final AssociatedInstanceType ECS = AssociatedInstanceType.EcsInstance;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Histories() {}

    /** Gives the events of some HAVIPs, each one's in order. */
    static void tell(String topic, int haVips, Consumer<ProducerRecord<String, byte[]>> send) {
        for (int first = 0; first < haVips; first += AT_A_TIME) {
            for (int number = 0; number < EVENTS; number++) {
                for (int haVip = first; haVip < Math.min(first + AT_A_TIME, haVips); haVip++) {
                    send.accept(record(topic, haVip, number));
                }
            }
        }
    }

    private static ProducerRecord<String, byte[]> record(String topic, int haVip, int number) {
        HaVipEvent event = life(haVip).get(number);
        CloudEvent attributes = new CloudEvent(
                event.haVipId() + ":" + number,
                MessageTypes.nameOf(event.getClass()),
                "bench",
                event.haVipId(),
                BEGIN.plusSeconds(haVip).plusMillis(number),
                OptionalLong.of(number),
                Optional.of("operation-" + haVip + "-" + number),
                Optional.empty(),
                Optional.empty());
        return RecordCodec.encode(topic, attributes, event);
    }

    private static List<HaVipEvent> life(int haVip) {
        String id = "havip-bench%015d".formatted(haVip);
        String account = String.valueOf(1_000_000 + haVip / 50);
        String vpc = "vpc-bench-" + account;
        String vSwitch = "vsw-bench-" + account;
        String address = "10.%d.%d.%d".formatted(haVip >> 16 & 255, haVip >> 8 & 255, haVip & 255);
        String first = "i-bench-a%015d".formatted(haVip);
        String second = "i-bench-b%015d".formatted(haVip);
        return List.of(
                new HaVipEvent.HaVipCreationRequested(
                        id,
                        account,
                        "cn-hangzhou",
                        vSwitch,
                        Optional.empty(),
                        "web-" + haVip,
                        "",
                        "",
                        haVip % 2 == 0 ? Map.of("team", "t" + haVip % 50) : Map.of()),
                new HaVipEvent.HaVipCreated(id, vpc, vSwitch, address),
                new HaVipEvent.HaVipAssociationRequested(id, account, vSwitch, first, ECS, "try-1-" + id),
                new HaVipEvent.HaVipAssociated(id, first, ECS, "try-1-" + id),
                new HaVipEvent.HaVipAssociationRequested(id, account, vSwitch, second, ECS, "try-2-" + id),
                new HaVipEvent.HaVipAssociated(id, second, ECS, "try-2-" + id),
                new HaVipEvent.HaVipModified(id, "web-" + haVip, "moves between two"),
                new HaVipEvent.EipAttached(
                        id, "eip-" + id, "203.0.113." + haVip % 250, "try-3-" + id, address, vSwitch, vpc),
                new HaVipEvent.HaVipUnassociationRequested(id, second, ECS, "try-2-" + id),
                new HaVipEvent.HaVipUnassociated(id, second, "try-2-" + id));
    }
}
