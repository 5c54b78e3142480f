package io.openhavip.eventing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class EventSourcingIT {

    private static final Topic EVENTS = Topics.NETWORK_EVENTS;

    private TestStore store;
    private PostgresTransactions transactions;
    private EventSourcing vpcs;
    private EventSourcing otherReplica;

    @BeforeEach
    void start() {
        store = TestStore.create();
        transactions = store.newTransactions();
        vpcs = TestStore.vpcs(transactions, EVENTS).start();
        otherReplica = TestStore.vpcs(store.newTransactions(), EVENTS).start();
    }

    @AfterEach
    void stop() {
        vpcs.close();
        otherReplica.close();
        store.close();
    }

    @Test
    void appendWritesEventAndOutboxRowInOneTransaction() throws Exception {
        vpcs.send(new Vpc.Create("vpc-1"), Cause.request("operation-1"));

        assertThat(store.query("SELECT xmin::text FROM domain_event_entry UNION SELECT xmin::text FROM outbox"))
                .hasSize(1);
        assertThat(store.query(
                        "SELECT topic || '|' || key || '|' || o.type || '|' || aggregate_sequence || '|' || correlation_id"
                                + " || '|' || (o.message_id = e.event_identifier) || '|' || (o.payload = e.payload)"
                                + " FROM outbox o, domain_event_entry e"))
                .containsExactly("network.events|vpc-1|network.VpcCreated.v2|0|operation-1|true|true");
        assertThat(store.query("SELECT payload_type FROM event_json")).containsExactly("network.VpcCreated.v2");
        assertThat(store.query("SELECT payload ->> 'cidrBlock' FROM event_json"))
                .containsExactly("10.0.0.0/16");
    }

    @Test
    void relayDeliversCloudEventsInOrderAndEmptiesItsWorkList() throws Exception {
        Topic topic = topic();
        try (TopicTail tail = new TopicTail(topic.name());
                Relay relay = relay();
                EventSourcing sourcing = TestStore.vpcs(transactions, topic)
                        .wakeRelay(relay::committed)
                        .start()) {
            relay.start();
            Cause cause = new Cause("operation-1", Optional.of("message-1"), Optional.of("00-trace-01"));
            sourcing.send(new Vpc.Create("vpc-1"), cause);
            sourcing.send(new Vpc.AssignAll("vpc-1", Set.of("vsw-1", "vsw-2", "vsw-3")), cause);

            Await.until(() -> assertThat(tail.firstOccurrences()).isEqualTo(Map.of("vpc-1", List.of(0L, 1L, 2L, 3L))));
            CloudEvent first = TopicTail.attributes(tail.read().getFirst());
            assertThat(first.id())
                    .isEqualTo(store.query("SELECT event_identifier FROM domain_event_entry WHERE sequence_number = 0")
                            .getFirst());
            assertThat(first.type()).isEqualTo("network.VpcCreated.v2");
            assertThat(first.source()).isEqualTo("network-service");
            assertThat(first.subject()).isEqualTo("vpc-1");
            assertThat(first.correlationId()).contains("operation-1");
            assertThat(first.causationId()).contains("message-1");
            assertThat(first.traceParent()).contains("00-trace-01");
            assertThat(((Decoded.Known) RecordCodec.decode(tail.read().getFirst())).message())
                    .isEqualTo(new VpcCreated(
                            "vpc-1", "account", "region", "10.0.0.0/16", "name", "", "", "vrt-1", "vtb-1"));
            assertThat(((Decoded.Known) RecordCodec.decode(tail.read().get(1))).message())
                    .isInstanceOf(VSwitchCidrAssigned.class);
            Await.until(() -> assertThat(store.count("outbox")).isZero());
            assertThat(store.count("domain_event_entry")).isEqualTo(4);
        }
    }

    private Relay relay() {
        return new Relay(
                store.newPool(), "network-service", TestKafka.bootstrapServers(), Map.of(), new SimpleMeterRegistry());
    }

    private static Topic topic() {
        String name = TestKafka.createTopicLike(EVENTS);
        return new Topic(name, EVENTS.partitions(), false, Optional.empty());
    }

    @Test
    void unknownAggregateIsRefused() {
        assertThatThrownBy(() -> vpcs.send(new Vpc.Delete("vpc-9"), Cause.request("operation-1")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_VPC_NOT_FOUND));
    }

    @Test
    void deletedAggregateIsRefused() {
        vpcs.send(new Vpc.Create("vpc-1"), Cause.request("operation-1"));
        vpcs.send(new Vpc.Delete("vpc-1"), Cause.request("operation-2"));

        assertThatThrownBy(() -> vpcs.send(new Vpc.Delete("vpc-1"), Cause.request("operation-3")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void refusalDecidedOnAStaleCacheIsDecidedAgain() {
        assign("vpc-1", "vsw-1");
        otherReplica.send(new Vpc.Return("vpc-1", "vsw-1"), Cause.request("operation-3"));

        vpcs.send(new Vpc.Assign("vpc-1", "vsw-1"), Cause.request("operation-4"));

        assertThat(assigned(otherReplica)).containsExactly("vsw-1");
    }

    @Test
    void refusalOnTheTruthStaysRefused() throws Exception {
        assign("vpc-1", "vsw-1");

        assertThatThrownBy(() -> vpcs.send(new Vpc.Assign("vpc-1", "vsw-1"), Cause.request("operation-4")))
                .isInstanceOf(Refusal.class);

        assertThat(store.count("domain_event_entry")).isEqualTo(2);
    }

    @Test
    void noOpDecidedOnAStaleCacheIsDecidedAgain() {
        assign("vpc-1", "vsw-1");
        otherReplica.send(new Vpc.Assign("vpc-1", "vsw-2"), Cause.request("operation-3"));

        assertThat(vpcs.send(new Vpc.Return("vpc-1", "vsw-2"), Cause.request("operation-4")))
                .isEqualTo(true);

        assertThat(assigned(otherReplica)).containsExactly("vsw-1");
    }

    @Test
    void conflictIsDecidedAgainOnFreshState() {
        assign("vpc-1", "vsw-1");
        otherReplica.send(new Vpc.Assign("vpc-1", "vsw-2"), Cause.request("operation-3"));

        vpcs.send(new Vpc.Assign("vpc-1", "vsw-3"), Cause.request("operation-4"));

        assertThat(assigned(vpcs)).containsExactlyInAnyOrder("vsw-1", "vsw-2", "vsw-3");
    }

    private void assign(String vpcId, String vSwitchId) {
        vpcs.send(new Vpc.Create(vpcId), Cause.request("operation-1"));
        vpcs.send(new Vpc.Assign(vpcId, vSwitchId), Cause.request("operation-2"));
    }

    @SuppressWarnings("unchecked")
    private static Set<String> assigned(EventSourcing sourcing) {
        return (Set<String>) sourcing.send(new Vpc.Assigned("vpc-1"), Cause.request("look"));
    }
}
