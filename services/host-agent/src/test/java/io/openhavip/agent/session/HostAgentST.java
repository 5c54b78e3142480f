package io.openhavip.agent.session;

import static io.openhavip.agent.lab.Lab.ADDRESS;
import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.lab.Lab;
import io.openhavip.agent.lab.LabInstance;
import io.openhavip.agent.lab.Privileged;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.Announcement.Source;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole application on a real broker and in real namespaces; the tests tell one story, in order. */
@Privileged
@QuarkusTest
@QuarkusTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "postgres", value = "false"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = LabResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostAgentST {

    private static LabInstance first;
    private static LabInstance second;
    private static LabInstance client;

    @Test
    @Order(1)
    void factsOnTopicsBecomeForwarding() throws IOException {
        Lab lab = LabResource.lab();
        first = lab.instance(1).serve();
        second = lab.instance(2).serve();
        client = lab.instance(3);
        first.hold(ADDRESS);
        second.hold(ADDRESS);
        try (TopicClient topics = new TopicClient()) {
            topics.tell(Topics.NETWORK_STATE, new VSwitchState(Lab.VSWITCH, "vpc-1", "192.168.0.0/24"));
            for (LabInstance instance : List.of(first, second, client)) {
                topics.tell(Topics.NETWORK_STATE, instance.state(InstanceStatus.Running));
            }
            topics.tell(
                    Topics.HAVIP_STATE,
                    new HaVipState(
                            Lab.HAVIP,
                            "vpc-1",
                            Lab.VSWITCH,
                            ADDRESS,
                            HaVipStatus.InUse,
                            AssociatedInstanceType.EcsInstance,
                            List.of(first.instanceId, second.instanceId)));
        }

        try (TopicClient topics = new TopicClient()) {
            Await.until(() -> assertThat(topics.host(Lab.HOST))
                    .contains(new HostState(Lab.HOST, Optional.of(Lab.TUNNEL_ADDRESS), true)));
        }
        Await.until(() -> assertThat(client.ask(first.address)).contains(first.instanceId));
        Await.until(() -> assertThat(get("/q/health/ready").statusCode()).isEqualTo(200));
        assertThat(client.ask(ADDRESS)).isEmpty();
        assertThat(view().getList("ports.device", String.class))
                .containsExactly(first.device(), second.device(), client.device());
    }

    @Test
    @Order(2)
    void announcementIsPublishedUnderItsAddress() throws IOException {
        first.announce(ADDRESS);

        try (TopicClient topics = new TopicClient()) {
            Announcement published = published(
                    topics,
                    each -> each.networkInterfaceId().equals(first.networkInterfaceId)
                            && each.source() == Source.CAPTURED);
            assertThat(published.key()).isEqualTo(Lab.KEY);
            assertThat(published.senderMac()).isEqualTo(first.mac);
            assertThat(published.etherSource()).isEqualTo(first.mac);
            assertThat(published.hostId()).isEqualTo(Lab.HOST);
            assertThat(published.source()).isEqualTo(Source.CAPTURED);
        }
    }

    @Test
    @Order(3)
    void stateOrSwitchWhicheverComesFirstMovesTraffic() throws IOException {
        try (TopicClient topics = new TopicClient()) {
            topics.tell(Topics.OWNERSHIP_STATE, ownership(1, first));
            Await.until(() -> assertThat(client.ask(ADDRESS)).contains(first.instanceId));

            // Said until it is heard: the agent follows the events from wherever their topic ends when it begins.
            Await.until(() -> {
                topics.tell(Topics.ARP_OWNERSHIP, switched(2, second));
                assertThat(client.ask(ADDRESS)).contains(second.instanceId);
            });

            topics.tell(Topics.OWNERSHIP_STATE, ownership(2, second));
            topics.tell(Topics.OWNERSHIP_STATE, ownership(1, first));
            topics.tell(Topics.ARP_OWNERSHIP, switched(1, first));
            topics.tell(Topics.OWNERSHIP_STATE, ownership(3, second));
            Await.until(() ->
                    assertThat(view().getList("switches.epoch", Integer.class)).containsExactly(1, 2, 3));
            assertThat(client.ask(ADDRESS)).contains(second.instanceId);
        }
        assertThat(view().getString("owners[0].instanceId")).isEqualTo(second.instanceId);
        assertThat(view().getInt("owners[0].epoch")).isEqualTo(3);
        assertThat(view().getList("ports.drops.vrrp", Integer.class)).containsExactly(0, 0, 0);
    }

    @Test
    @Order(4)
    void eipOnItsTopicIsTranslated() throws IOException {
        LabInstance outside = LabResource.lab().outside();
        for (LabInstance instance : List.of(first, second)) {
            instance.routed();
        }
        try (TopicClient topics = new TopicClient()) {
            topics.tell(
                    Topics.EIP_STATE,
                    new EipState(
                            "eip-1",
                            "cn-hangzhou",
                            "203.0.113.20",
                            EipStatus.InUse,
                            Optional.of(new EipState.Target(
                                    EipInstanceType.HaVip, Lab.HAVIP, ADDRESS, Lab.VSWITCH, "vpc-1"))));
        }

        Await.until(() -> assertThat(outside.ask("203.0.113.20")).contains(second.instanceId));
        // It answers before the comparison that brought it about has ended.
        Await.until(() ->
                assertThat(view().getString("routers[0].eips.'203.0.113.20'")).isEqualTo(ADDRESS));
        assertThat(view().getString("routers[0].gateways.'" + Lab.VSWITCH + "'"))
                .isEqualTo("192.168.0.253");
    }

    @Test
    @Order(5)
    void forwardingGoesOnWithoutTheBrokerAndTheNewestClaimIsPublishedAfterwards() throws IOException {
        TestKafka.stop();
        try {
            for (int i = 0; i < 5; i++) {
                first.announce(ADDRESS);
            }
            assertThat(client.ask(ADDRESS)).contains(second.instanceId);
        } finally {
            TestKafka.start();
        }

        try (TopicClient topics = new TopicClient()) {
            published(
                    topics,
                    announcement -> announcement.networkInterfaceId().equals(first.networkInterfaceId)
                            && announcement.sequence() > 1);
        }
        Await.until(() -> assertThat(view().getInt("announcements.pending")).isZero());
        assertThat(client.ask(ADDRESS)).contains(second.instanceId);
    }

    @Test
    @Order(6)
    void everyAnnouncementIsAccountedFor() {
        Await.until(() -> {
            JsonPath view = view();
            assertThat(view.getInt("announcements.received"))
                    .isEqualTo(view.getInt("announcements.filtered")
                            + view.getInt("announcements.published")
                            + view.getInt("announcements.superseded")
                            + view.getInt("announcements.pending"));
            assertThat(view.getInt("announcements.received")).isGreaterThanOrEqualTo(6);
            assertThat(view.getInt("announcements.kernelDropped")).isZero();
        });
        assertThat(get("/q/metrics").asString())
                .contains("havip_agent_announcements_received_total")
                .contains("havip_agent_port_drops_total{kind=\"vrrp\"")
                .contains("havip_agent_switch_apply_seconds_count");
    }

    @Test
    @Order(7)
    void removalIsRequestedByRest() throws IOException {
        delete("/data-plane").then().statusCode(204);

        assertThat(LabResource.lab().commands.run("nft", "list", "ruleset")).isEmpty();
        assertThat(LabResource.lab().commands.run("ip", "netns", "list"))
                .doesNotContain("hvr-" + LabResource.lab().agent.name());
        assertThat(view().getBoolean("suspended")).isTrue();
        try (TopicClient topics = new TopicClient()) {
            assertThat(topics.host(Lab.HOST)).isEmpty();
        }
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
    }

    private static Announcement published(TopicClient topics, Predicate<Announcement> matches) {
        return Await.value(() -> topics.announcements().stream().filter(matches).findFirst());
    }

    private static OwnershipState ownership(long epoch, LabInstance owner) {
        return LabResource.lab().ownership(epoch, Optional.of(owner));
    }

    private static OwnershipSwitched switched(long epoch, LabInstance owner) {
        OwnershipState state = ownership(epoch, owner);
        Instant now = Instant.now();
        return new OwnershipSwitched(
                state.vSwitchId(),
                state.address(),
                state.haVipId(),
                epoch,
                Optional.empty(),
                state.owner(),
                SwitchCause.CLAIM,
                Optional.empty(),
                now,
                now,
                now);
    }

    private static JsonPath view() {
        return get("/data-plane").jsonPath();
    }
}
