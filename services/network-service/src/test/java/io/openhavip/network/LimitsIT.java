package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.AssociationCommands;
import io.openhavip.network.domain.ElasticNetworkInterface;
import io.openhavip.network.domain.HaVipAddress;
import io.openhavip.network.domain.Instance;
import io.openhavip.network.domain.Quotas;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.RouteTable;
import io.openhavip.network.domain.RouteTableCommands;
import io.openhavip.network.domain.RouteTableRequest.CreateRouteEntry;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits over several aggregates, when two replicas decide at the same time, each with a cache and locks of its own. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class LimitsIT {

    private static final String ACCOUNT = "2000000000000061";
    private static final int REQUESTS = 20;
    private static final int CALLERS = 10;

    private final Rest rest = new Rest(ACCOUNT);
    private final String haVip = "havip-" + UUID.randomUUID();
    private String vSwitchId;

    @Inject
    EventSourcing here;

    @Inject
    PostgresTransactions transactions;

    @Inject
    Relay relay;

    @Inject
    Quotas quotas;

    private EventSourcing there;

    @BeforeEach
    void startAnotherReplica() {
        vSwitchId = rest.vSwitch("10.0.0.0/24");
        there = EventSourcing.builder(transactions, "network-service", Topics.NETWORK_EVENTS)
                .aggregate(RouteTable.class)
                .aggregate(HaVipAddress.class)
                .aggregate(Instance.class)
                .aggregate(ElasticNetworkInterface.class)
                .commandHandler(all -> new RouteTableCommands(
                        all.of(RouteTable.class), all.of(HaVipAddress.class), (vpcId, type, id) -> false, quotas))
                .commandHandler(all ->
                        new AssociationCommands(all.of(Instance.class), all.of(ElasticNetworkInterface.class), quotas))
                .wakeRelay(relay::committed)
                .notFound(ResourceKind::notFound)
                .start();
    }

    @AfterEach
    void stopIt() {
        there.close();
    }

    /** What each request was refused with; empty: it was done. */
    private List<Optional<ErrorCode>> atOnce(IntFunction<Object> command) throws Exception {
        List<Callable<Optional<ErrorCode>>> requests = IntStream.range(0, REQUESTS)
                .<Callable<Optional<ErrorCode>>>mapToObj(
                        number -> () -> outcome(number % 2 == 0 ? here : there, command.apply(number)))
                .toList();
        List<Optional<ErrorCode>> outcomes = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (Future<Optional<ErrorCode>> outcome : callers.invokeAll(requests)) {
                outcomes.add(outcome.get());
            }
        }
        return outcomes;
    }

    /** As the command consumer does it: decided again for as long as another overtakes it. */
    private static Optional<ErrorCode> outcome(EventSourcing replica, Object command) throws Exception {
        while (true) {
            try {
                replica.together(connection -> replica.send(command, Cause.request("test")));
                return Optional.empty();
            } catch (Refusal refusal) {
                return Optional.of(refusal.code());
            } catch (ConcurrencyException overtaken) {
                // The next attempt reads what the other wrote.
            }
        }
    }

    private static void fiveWereDone(List<Optional<ErrorCode>> outcomes, ErrorCode othersRefusal) {
        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(5);
        assertThat(outcomes.stream().flatMap(Optional::stream))
                .hasSize(REQUESTS - 5)
                .containsOnly(othersRefusal);
    }

    @Test
    void ofTwentyHaVipsAtOnceAnInstanceAndItsInterfacesTakeFiveTogether() throws Exception {
        String instanceId = rest.instance(vSwitchId);
        rest.attach(rest.networkInterface(vSwitchId), instanceId);
        List<String> interfaces =
                rest.get("/instances/" + instanceId).extract().path("networkInterfaces.networkInterfaceId");
        List<String> carriers = List.of(instanceId, interfaces.get(0), interfaces.get(1));

        List<Optional<ErrorCode>> outcomes = atOnce(number -> new AttachHaVip(
                carriers.get(number % 3),
                number % 3 == 0 ? AssociatedInstanceType.EcsInstance : AssociatedInstanceType.NetworkInterface,
                haVip + "-" + number,
                "try-" + number,
                vSwitchId,
                ACCOUNT));

        fiveWereDone(outcomes, ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED);
        Await.until(() -> {
            List<String> carried = new ArrayList<>(haVipsOf("/instances/" + instanceId));
            interfaces.forEach(id -> carried.addAll(haVipsOf("/network-interfaces/" + id)));
            assertThat(carried).hasSize(5);
        });
    }

    private List<String> haVipsOf(String path) {
        return rest.get(path).extract().path("haVipIds");
    }

    @Test
    void ofTwentyRouteEntriesToHaVipsAtOnceAVpcTakesFive() throws Exception {
        String vpcId = rest.get("/vswitches/" + vSwitchId).extract().path("vpcId");
        String routeTableId = rest.get("/vpcs/" + vpcId).extract().path("routeTableId");
        for (int number = 0; number < 4; number++) {
            ReserveHaVipAddress reserve =
                    new ReserveHaVipAddress(vSwitchId, haVip + "-" + number, Optional.empty(), ACCOUNT, "cn-hangzhou");
            assertThat(outcome(here, reserve)).isEmpty();
        }

        List<Optional<ErrorCode>> outcomes = atOnce(number -> new CreateRouteEntry(
                routeTableId,
                ACCOUNT,
                "rte-" + haVip + "-" + number,
                "172.20." + number + ".0/24",
                NextHopType.HaVip,
                haVip + "-" + number % 4,
                "",
                ""));

        fiveWereDone(outcomes, ErrorCode.HAVIP_ROUTE_ENTRY_QUOTA_EXCEEDED);
        Await.until(() -> rest.get("/route-tables/" + routeTableId + "/entries?nextHopType=HaVip")
                .body("routeEntries", hasSize(5)));
    }
}
