package io.openhavip.eventing.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.Command;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.TestStore;
import io.openhavip.eventing.Vpc;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandConsumerIT {

    private static final String BROKEN = "havip-broken";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Records records = new Records();
    private TestStore store;
    private EventSourcing vpcs;
    private EventSourcing others;
    private CommandConsumer consumer;
    private CommandConsumer otherReplica;

    @BeforeEach
    void start() {
        store = TestStore.create();
        vpcs = replica();
        others = replica();
        consumer = consumer(vpcs);
        otherReplica = consumer(others);
        vpcs.send(new Vpc.Create("vpc-1"), Cause.request("operation-1"));
    }

    @AfterEach
    void stop() {
        consumer.stop();
        vpcs.close();
        others.close();
        store.close();
    }

    private EventSourcing replica() {
        return TestStore.vpcs(store.newTransactions(), Topics.NETWORK_EVENTS).start();
    }

    private CommandConsumer consumer(EventSourcing replica) {
        Outbox outbox = new Outbox(replica.transactions(), () -> {});
        return new CommandConsumer(
                "test",
                replica.unitOfWork(),
                outbox,
                new DeadLetters(Topics.NETWORK_DLQ, "network-service", outbox),
                new Vpcs(replica),
                meters);
    }

    /** Gives and takes back a part of the range; vSwitch ids stand for the aggregate's. */
    private record Vpcs(EventSourcing vpcs) implements CommandConsumer.Handler {
        @Override
        public void handle(Connection connection, CloudEvent attributes, Command command) {
            if (command instanceof ReserveHaVipAddress reserve
                    && reserve.haVipId().equals(BROKEN)) {
                throw new IllegalStateException("cannot be handled");
            } else if (command instanceof ReserveHaVipAddress reserve) {
                vpcs.send(new Vpc.Assign(reserve.vSwitchId(), reserve.haVipId()), Cause.message(attributes));
            } else if (command instanceof ReleaseHaVipAddress release) {
                vpcs.send(new Vpc.Return(release.vSwitchId(), release.haVipId()), Cause.message(attributes));
            }
        }

        @Override
        public OutboxRow refused(CloudEvent attributes, Command command, Refusal refusal) {
            CommandRefused answer = new CommandRefused(
                    attributes.id(),
                    attributes.type(),
                    command.subject(),
                    ((NetworkCommand) command).requesterId(),
                    refusal.code(),
                    refusal.getMessage());
            return OutboxRow.consequence(
                    Topics.NETWORK_EVENTS.name(), answer, OptionalLong.empty(), attributes, "network-service");
        }
    }

    @Test
    void commandIsAppliedOnceHoweverOftenItIsSent() throws Exception {
        consumer.consume(List.of(reserve("c-1", "havip-1"), reserve("c-1", "havip-1")));
        otherReplica.consume(List.of(reserve("c-1", "havip-1")));

        assertThat(assignments()).containsExactly("havip-1");
        assertThat(store.count("outbox")).isEqualTo(2);
        assertThat(store.query("SELECT correlation_id || ' ' || causation_id FROM outbox WHERE aggregate_sequence = 1"))
                .containsExactly("operation-c-1 c-1");
    }

    @Test
    void twoReplicasThatRaceApplyEachCommandOnce() throws Exception {
        List<ConsumerRecord<String, byte[]>> commands = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            commands.add(reserve("c-" + i, "havip-" + i));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            var first = pool.submit(() -> consumer.consume(commands));
            var second = pool.submit(() -> otherReplica.consume(commands));
            first.get();
            second.get();
        }

        assertThat(assignments()).hasSize(40).doesNotHaveDuplicates();
        assertThat(store.count("handled_command")).isEqualTo(40);
        assertThat(store.query(
                        "SELECT message_id FROM outbox WHERE topic = 'network.dlq' OR aggregate_sequence IS NULL"))
                .isEmpty();
    }

    @Test
    void refusalIsAnsweredOnce() throws Exception {
        consumer.consume(List.of(reserve("c-1", "havip-1"), reserve("c-2", "havip-1"), reserve("c-2", "havip-1")));
        otherReplica.consume(List.of(reserve("c-2", "havip-1")));

        assertThat(store.query("SELECT key || ' ' || causation_id || ' ' || correlation_id FROM outbox"
                        + " WHERE type = 'service.CommandRefused.v1'"))
                .containsExactly("havip-1 c-2 operation-c-2");
        assertThat(store.query("SELECT convert_from(payload, 'UTF8')::json ->> 'code' FROM outbox"
                        + " WHERE type = 'service.CommandRefused.v1'"))
                .containsExactly("INVALID_CIDR_OVERLAPPED");
        assertThat(assignments()).containsExactly("havip-1");
    }

    @Test
    void commandForAnUnknownAggregateIsRefused() throws Exception {
        consumer.consume(List.of(records.record(
                new ReserveHaVipAddress("vpc-9", "havip-1", Optional.empty(), "1", "cn-hangzhou"), "c-1")));

        assertThat(store.query("SELECT convert_from(payload, 'UTF8')::json ->> 'code' FROM outbox"
                        + " WHERE type = 'service.CommandRefused.v1'"))
                .containsExactly("INVALID_VPC_NOT_FOUND");
    }

    @Test
    void noOpIsHandledAndAnswersNothing() throws Exception {
        consumer.consume(List.of(records.record(new ReleaseHaVipAddress("vpc-1", "havip-1"), "c-1")));

        assertThat(store.query("SELECT command_id FROM handled_command")).containsExactly("c-1");
        assertThat(store.count("outbox")).isEqualTo(1);
    }

    @Test
    void databaseThatIsAwayIsWaitedFor() throws Exception {
        TestPostgres.kill();
        CompletableFuture<Void> consuming =
                CompletableFuture.runAsync(() -> consumer.consume(List.of(reserve("c-1", "havip-1"))));
        try {
            Await.until(() -> assertThat(
                            meters.get("havip.consumer.faults").counter().count())
                    .isGreaterThan(1));
        } finally {
            TestPostgres.start();
        }
        consuming.get(60, TimeUnit.SECONDS);

        assertThat(assignments()).containsExactly("havip-1");
    }

    @Test
    void unreadableCommandIsADeadLetter() throws Exception {
        consumer.consume(List.of(
                records.unparsable("vpc-1", 0),
                records.event("vpc-1", 0),
                records.unknownType("vpc-1", 0),
                reserve("c-1", "havip-1")));

        assertThat(store.query("SELECT convert_from(payload, 'UTF8')::json ->> 'reason' FROM outbox"
                        + " WHERE topic = 'network.dlq' ORDER BY position"))
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("value is not the JSON of its type"),
                        reason -> assertThat(reason).isEqualTo("not a command: network.VSwitchCidrAssigned.v1"),
                        reason -> assertThat(reason).isEqualTo("unknown command: network.VpcPainted.v7"));
        assertThat(assignments()).containsExactly("havip-1");
    }

    @Test
    void commandThatCannotBeHandledIsADeadLetterAndTheRestGoesOn() throws Exception {
        consumer.consume(List.of(reserve("c-1", BROKEN), reserve("c-2", "havip-2")));

        assertThat(store.query("SELECT convert_from(payload, 'UTF8')::json ->> 'reason' FROM outbox"
                        + " WHERE topic = 'network.dlq'"))
                .containsExactly("IllegalStateException: cannot be handled");
        assertThat(assignments()).containsExactly("havip-2");
    }

    private ConsumerRecord<String, byte[]> reserve(String commandId, String haVipId) {
        return records.record(
                new ReserveHaVipAddress("vpc-1", haVipId, Optional.empty(), "1", "cn-hangzhou"), commandId);
    }

    private List<String> assignments() throws Exception {
        return store.query("SELECT payload ->> 'vSwitchId' FROM event_json"
                + " WHERE payload_type = 'network.VSwitchCidrAssigned.v1' ORDER BY global_index");
    }
}
