package io.openhavip.network;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another service's commands on the topic lead to: each one answer, whatever it is and however often it is read. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class NetworkCommandsIT {

    private static final String REGION = "cn-hangzhou";
    private static final Duration POLL = Duration.ofMillis(50);

    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> consumer;
    private final List<Message> events = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private String accountId;
    private String vpcId;
    private String vSwitchId;
    private String haVipId;

    @BeforeEach
    void connect() {
        Map<String, Object> broker = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
        producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>(partitions(Topics.NETWORK_EVENTS));
        partitions.addAll(partitions(Topics.NETWORK_DLQ));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        haVipId = "havip-" + UUID.randomUUID();
        accountId = TestAccount.begin();
        vpcId = created("/vpcs", Map.of("cidrBlock", "10.0.0.0/16"), "vpcId");
        vSwitchId = created("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", "10.0.0.0/24"), "vSwitchId");
    }

    @AfterEach
    void disconnect() {
        producer.close();
        consumer.close();
        TestAccount.end();
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }

    private static String created(String path, Map<String, String> body, String field) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path(field);
    }

    private void send(String commandId, Command command) {
        CloudEvent attributes = new CloudEvent(
                commandId,
                MessageTypes.nameOf(command.getClass()),
                "test",
                command.subject(),
                Instant.EPOCH,
                OptionalLong.empty(),
                Optional.of("operation-1"),
                Optional.empty(),
                Optional.empty());
        send(RecordCodec.encode(Topics.NETWORK_COMMANDS.name(), attributes, command));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    private void read() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(Topics.NETWORK_DLQ.name())) {
                deadLetters.add(new String(record.value(), StandardCharsets.UTF_8));
            } else if (RecordCodec.decode(record) instanceof Decoded.Known(CloudEvent attributes, Message message)) {
                events.add(message);
            }
        }
    }

    /** Reads on until there is an event of a kind about the HAVIP of this test. */
    private <E extends Message> E await(Class<E> kind, String mentions) {
        return Await.value(() -> {
            read();
            return events.stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .filter(event -> event.toString().contains(mentions))
                    .findFirst();
        });
    }

    @Test
    void commandThatIsReadTwiceIsAppliedOnce() {
        ReserveHaVipAddress reserve =
                new ReserveHaVipAddress(vSwitchId, haVipId, Optional.of("10.0.0.9"), accountId, REGION);
        send("command-1-" + haVipId, reserve);
        send("command-2-" + haVipId, new ReleaseHaVipAddress(vSwitchId, haVipId));
        // Read again after the release: applied a second time, it would reserve the address again.
        send("command-1-" + haVipId, reserve);
        send(
                "command-3-" + haVipId,
                new ReserveHaVipAddress(vSwitchId, haVipId + "-next", Optional.of("10.0.0.9"), accountId, REGION));
        assertThat(await(AddressReserved.class, haVipId + "-next"))
                .isEqualTo(new AddressReserved(
                        vSwitchId, vpcOf(vSwitchId), "10.0.0.9", AddressHolder.HaVip, haVipId + "-next"));
        assertThat(events.stream().filter(event -> event.toString().contains(vSwitchId + ", ")))
                .extracting(event -> event.getClass().getSimpleName())
                .containsSubsequence(
                        AddressReserved.class.getSimpleName(),
                        AddressReleased.class.getSimpleName(),
                        AddressReserved.class.getSimpleName());
        assertThat(events.stream()
                        .filter(event -> event instanceof AddressReserved it
                                && it.vSwitchId().equals(vSwitchId)))
                .hasSize(2);
    }

    private static String vpcOf(String vSwitchId) {
        return given().get("/vswitches/" + vSwitchId).jsonPath().getString("vpcId");
    }

    @Inject
    EventSourcing eventSourcing;

    @Test
    void sixtyAtOnceOverSeveralVSwitchesLeaveFiftyInTheVpc() throws Exception {
        List<String> vSwitchIds = new ArrayList<>(List.of(vSwitchId));
        for (int i = 1; i < 4; i++) {
            vSwitchIds.add(
                    created("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", "10.0." + i + ".0/24"), "vSwitchId"));
        }
        List<Callable<Optional<ErrorCode>>> reservations = IntStream.range(0, 60)
                .<Callable<Optional<ErrorCode>>>mapToObj(number -> () -> reserve(vSwitchIds.get(number % 4), number))
                .toList();
        List<Optional<ErrorCode>> outcomes = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(12)) {
            for (Future<Optional<ErrorCode>> outcome : callers.invokeAll(reservations)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(50);
        assertThat(outcomes.stream().flatMap(Optional::stream))
                .hasSize(10)
                .containsOnly(ErrorCode.HAVIP_QUOTA_EXCEEDED);
        Await.until(() -> assertThat(
                        vSwitchIds.stream().mapToInt(NetworkCommandsIT::idle).sum())
                .isEqualTo(4 * 252 - 50));
        release(vSwitchIds, outcomes);
        assertThat(reserve(vSwitchId, 60)).isEmpty();
        assertThat(reserve(vSwitchId, 61)).contains(ErrorCode.HAVIP_QUOTA_EXCEEDED);
    }

    /** One of those that have an address gives it back, and its place with it. */
    private void release(List<String> vSwitchIds, List<Optional<ErrorCode>> outcomes) throws Exception {
        int held = IntStream.range(0, outcomes.size())
                .filter(number -> outcomes.get(number).isEmpty())
                .findFirst()
                .orElseThrow();
        eventSourcing.together(connection -> eventSourcing.send(
                new ReleaseHaVipAddress(vSwitchIds.get(held % 4), haVipId + "-" + held), Cause.request("test")));
    }

    /** As the command consumer does it: decided again for as long as another overtakes it. */
    private Optional<ErrorCode> reserve(String vSwitch, int number) throws Exception {
        ReserveHaVipAddress command =
                new ReserveHaVipAddress(vSwitch, haVipId + "-" + number, Optional.empty(), accountId, REGION);
        while (true) {
            try {
                eventSourcing.together(connection -> eventSourcing.send(command, Cause.request("test")));
                return Optional.empty();
            } catch (Refusal refusal) {
                return Optional.of(refusal.code());
            } catch (ConcurrencyException overtaken) {
                // The next attempt reads what the other wrote.
            }
        }
    }

    private static int idle(String vSwitchId) {
        return given().get("/vswitches/" + vSwitchId).jsonPath().getInt("availableIpAddressCount");
    }

    @Test
    void haVipOfAnotherAccountFindsNoVSwitch() {
        send(
                "command-" + haVipId,
                new ReserveHaVipAddress(vSwitchId, haVipId, Optional.empty(), "1000000000000009", REGION));
        assertThat(await(CommandRefused.class, haVipId).code()).isEqualTo(ErrorCode.INVALID_HAVIP_VSWITCH_NOT_FOUND);
    }

    @Test
    void addressOfARoutedHaVipIsReleasedOnlyAfterTheRoute() {
        send("command-1-" + haVipId, new ReserveHaVipAddress(vSwitchId, haVipId, Optional.empty(), accountId, REGION));
        await(HaVipAddressHeld.class, haVipId);
        String routeTableId = given().get("/vpcs/" + vpcId).jsonPath().getString("routeTableId");
        String entries = "/route-tables/" + routeTableId + "/entries";
        String routeEntryId = created(
                entries,
                Map.of("destinationCidrBlock", "172.20.0.0/16", "nextHopType", "HaVip", "nextHopId", haVipId),
                "routeEntryId");
        send("command-2-" + haVipId, new ReleaseHaVipAddress(vSwitchId, haVipId));
        assertThat(await(CommandRefused.class, "command-2-" + haVipId).code())
                .isEqualTo(ErrorCode.HAVIP_REFERRED_BY_ROUTE_ENTRY);
        given().delete(entries + "/" + routeEntryId).then().statusCode(204);
        send("command-3-" + haVipId, new ReleaseHaVipAddress(vSwitchId, haVipId));
        assertThat(await(AddressReleased.class, haVipId).holder()).isEqualTo(AddressHolder.HaVip);
    }

    @Test
    void sixthRouteEntryToHaVipsNeedsAnApprovedApplication() {
        send("command-1-" + haVipId, new ReserveHaVipAddress(vSwitchId, haVipId, Optional.empty(), accountId, REGION));
        await(HaVipAddressHeld.class, haVipId);
        String routeTableId = given().get("/vpcs/" + vpcId).jsonPath().getString("routeTableId");
        String entries = "/route-tables/" + routeTableId + "/entries";
        for (int entry = 1; entry <= 5; entry++) {
            created(entries, toHaVip(entry), "routeEntryId");
        }
        given().contentType(ContentType.JSON)
                .body(toHaVip(6))
                .post(entries)
                .then()
                .statusCode(400)
                .body("code", equalTo("QuotaExceeded.HaVipRouteEntry"));
        given().contentType(ContentType.JSON)
                .body(Map.of("desiredValue", 6, "reason", "one more"))
                .post("/quotas/vpc_quota_havip_custom_route_entry/applications")
                .then()
                .statusCode(201)
                .body("status", equalTo("Agree"));
        created(entries, toHaVip(6), "routeEntryId");
    }

    private Map<String, String> toHaVip(int entry) {
        return Map.of(
                "destinationCidrBlock", "172.2" + entry + ".0.0/16", "nextHopType", "HaVip", "nextHopId", haVipId);
    }

    @Test
    void refusedCommandIsAnsweredWithItsCode() {
        send(
                "command-" + haVipId,
                new ReserveHaVipAddress(vSwitchId, haVipId, Optional.of("10.0.1.9"), accountId, REGION));
        assertThat(await(CommandRefused.class, haVipId))
                .isEqualTo(new CommandRefused(
                        "command-" + haVipId,
                        "network.ReserveHaVipAddress.v2",
                        vSwitchId,
                        haVipId,
                        ErrorCode.INVALID_IP_OUT_OF_RANGE,
                        "The specified IPAddress 10.0.1.9 is out of VSwitch CIDR 10.0.0.0/24."));
    }

    @Test
    void commandForWhatIsDeletedOrNeverWasIsRefused() {
        given().delete("/vswitches/" + vSwitchId).then().statusCode(204);
        send("command-1-" + haVipId, new ReserveHaVipAddress(vSwitchId, haVipId, Optional.empty(), accountId, REGION));
        assertThat(await(CommandRefused.class, "command-1-" + haVipId).code())
                .isEqualTo(ErrorCode.INVALID_HAVIP_VSWITCH_NOT_FOUND);
        send(
                "command-2-" + haVipId,
                new AttachHaVip("i-none", AssociatedInstanceType.EcsInstance, haVipId, "try-1", vSwitchId, accountId));
        assertThat(await(CommandRefused.class, "command-2-" + haVipId).code())
                .isEqualTo(ErrorCode.INVALID_INSTANCE_NOT_FOUND);
        send("command-3-" + haVipId, new ReserveHaVipAddress("i-none", haVipId, Optional.empty(), accountId, REGION));
        assertThat(await(CommandRefused.class, "command-3-" + haVipId).code())
                .isEqualTo(ErrorCode.INVALID_HAVIP_VSWITCH_NOT_FOUND);
    }

    @Test
    void unreadableCommandBecomesADeadLetterAndTheRestGoesOn() {
        ProducerRecord<String, byte[]> broken = new ProducerRecord<>(
                Topics.NETWORK_COMMANDS.name(), vSwitchId, "{\"vSwitchId\":7,".getBytes(StandardCharsets.UTF_8));
        CloudEvent.of("broken-" + haVipId, "network.ReserveHaVipAddress.v2", "test", vSwitchId, Instant.EPOCH)
                .writeTo(broken.headers());
        send(broken);
        send("command-" + haVipId, new ReserveHaVipAddress(vSwitchId, haVipId, Optional.empty(), accountId, REGION));
        assertThat(await(AddressReserved.class, haVipId).address()).isEqualTo("10.0.0.1");
        Await.until(() -> {
            read();
            assertThat(deadLetters)
                    .anySatisfy(letter -> assertThat(letter)
                            .contains("\"consumer\":\"network-commands\"", "\"key\":\"" + vSwitchId + "\"")
                            .contains("value is not the JSON of its type"));
        });
    }

    @Test
    void eventOnTheCommandTopicIsADeadLetterToo() {
        AddressReleased event = new AddressReleased(vSwitchId, "10.0.0.9", AddressHolder.HaVip, haVipId);
        CloudEvent attributes = CloudEvent.of(
                "event-" + haVipId, MessageTypes.nameOf(AddressReleased.class), "test", vSwitchId, Instant.EPOCH);
        send(RecordCodec.encode(Topics.NETWORK_COMMANDS.name(), attributes, event));
        Await.until(() -> {
            read();
            assertThat(deadLetters).anySatisfy(letter -> assertThat(letter).contains("event-" + haVipId));
        });
    }
}
