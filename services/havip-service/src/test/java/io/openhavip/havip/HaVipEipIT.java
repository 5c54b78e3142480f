package io.openhavip.havip;

import static io.openhavip.havip.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipCommand.AttachEip;
import io.openhavip.contracts.havip.HaVipCommand.DetachEip;
import io.openhavip.contracts.havip.HaVipEvent.EipAttached;
import io.openhavip.contracts.havip.HaVipEvent.EipDetached;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Relay;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.domain.HaVip;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The EIP of a HAVIP, asked for over {@code havip.commands}. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class HaVipEipIT {

    private static final String REGION = "cn-hangzhou";
    private static NetworkByHand network;

    private Caller caller;
    private String haVipId;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @BeforeEach
    void makeHaVip() {
        caller = new Caller(network);
        haVipId = caller.newHaVip();
    }

    private AttachEip attach(int number, String accountId, String regionId) {
        return new AttachEip(
                haVipId,
                accountId,
                regionId,
                "eip-" + number + "-" + caller.accountId,
                "203.0.113." + number,
                "try-" + number);
    }

    private String commandId(int number) {
        return "command-" + number + "-" + caller.accountId;
    }

    private void expectRefusal(int number, AttachEip command, ErrorCode code) {
        network.command(commandId(number), command);
        CommandRefused refused = (CommandRefused) network.awaitAnswer(commandId(number));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.targetId()).isEqualTo(command.haVipId());
        assertThat(refused.requesterId()).isEqualTo(command.eipId());
        assertThat(refused.commandType()).isEqualTo("havip.AttachEip.v1");
    }

    @Test
    void eipIsAttachedShownAndDetached() {
        AttachEip attach = attach(1, caller.accountId, REGION);
        network.command(commandId(1), attach);
        assertThat(network.awaitAnswer(commandId(1)))
                .isEqualTo(new EipAttached(
                        haVipId, attach.eipId(), "203.0.113.1", "try-1", Caller.ADDRESS, caller.vSwitchId, "vpc-1"));
        Await.until(() ->
                assertThat(caller.field(haVipId, "associatedEipAddresses")).isEqualTo("[203.0.113.1]"));
        assertThat(caller.field(haVipId, "status")).isEqualTo("Available");
        refused(caller.delete("/ha-vips/" + haVipId), 400, "DependencyViolation.HaVipAssociatedWithEIP");
        caller.associate(haVipId, Map.of("instanceId", "i-of-" + caller.accountId));
        network.command(commandId(2), new DetachEip(haVipId, attach.eipId(), "try-1"));
        assertThat(network.awaitAnswer(commandId(2))).isEqualTo(new EipDetached(haVipId, attach.eipId(), "try-1"));
        Await.until(() ->
                assertThat(caller.field(haVipId, "associatedEipAddresses")).isEqualTo("[]"));
    }

    @Test
    void secondEipIsRefusedToItsAsker() {
        network.command(commandId(1), attach(1, caller.accountId, REGION));
        expectRefusal(2, attach(2, caller.accountId, REGION), ErrorCode.INSTANCE_ALREADY_ASSOCIATED);
    }

    @Inject
    EventSourcing here;

    @Inject
    PostgresTransactions transactions;

    @Inject
    Relay relay;

    /** Over the topic they would come one by one. */
    @Test
    void ofTwentyEipsAtOnceOverTwoReplicasOneIsAttached() throws Exception {
        List<Optional<ErrorCode>> outcomes = new ArrayList<>();
        try (EventSourcing there = EventSourcing.builder(transactions, "havip-service", Topics.HAVIP_EVENTS)
                        .aggregate(HaVip.class)
                        .wakeRelay(relay::committed)
                        .notFound(HaVip::notFound)
                        .start();
                ExecutorService callers = Executors.newFixedThreadPool(10)) {
            List<Callable<Optional<ErrorCode>>> requests = IntStream.range(0, 20)
                    .<Callable<Optional<ErrorCode>>>mapToObj(
                            number -> () -> outcome(number % 2 == 0 ? here : there, number))
                    .toList();
            for (Future<Optional<ErrorCode>> outcome : callers.invokeAll(requests)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(outcomes.stream().flatMap(Optional::stream))
                .hasSize(19)
                .containsOnly(ErrorCode.INSTANCE_ALREADY_ASSOCIATED);
        Await.until(() -> assertThat(caller.field(haVipId, "associatedEipAddresses"))
                .isEqualTo("[203.0.113." + outcomes.indexOf(Optional.<ErrorCode>empty()) + "]"));
    }

    /** As the command consumer does it: decided again for as long as another overtakes it. */
    private Optional<ErrorCode> outcome(EventSourcing replica, int number) {
        AttachEip asked = attach(number, caller.accountId, REGION);
        HaVipRequest.AttachEip request = new HaVipRequest.AttachEip(
                haVipId, asked.accountId(), REGION, asked.eipId(), asked.eipAddress(), asked.associationId());
        while (true) {
            try {
                replica.send(request, Cause.request("test-" + number));
                return Optional.empty();
            } catch (Refusal refusal) {
                return Optional.of(refusal.code());
            } catch (ConcurrencyException overtaken) {
                // The next attempt reads what the other wrote.
            }
        }
    }

    @Test
    void eipOfAnotherAccountOrRegionFindsNoHaVip() {
        expectRefusal(1, attach(1, "2", REGION), ErrorCode.INVALID_HAVIP_NOT_FOUND);
        expectRefusal(2, attach(2, caller.accountId, "cn-beijing"), ErrorCode.INVALID_HAVIP_NOT_FOUND);
        String unknown = "havip-none-" + caller.accountId;
        expectRefusal(
                3,
                new AttachEip(unknown, caller.accountId, REGION, "eip-3", "203.0.113.3", "try-3"),
                ErrorCode.INVALID_HAVIP_NOT_FOUND);
    }

    @Test
    void commandThatIsReadTwiceIsAnsweredOnce() {
        network.command(commandId(1), attach(1, caller.accountId, REGION));
        network.command(commandId(1), attach(1, caller.accountId, REGION));
        // Read after both, on the same partition.
        expectRefusal(2, attach(2, caller.accountId, REGION), ErrorCode.INSTANCE_ALREADY_ASSOCIATED);
        assertThat(network.answers(commandId(1))).hasSize(1);
    }
}
