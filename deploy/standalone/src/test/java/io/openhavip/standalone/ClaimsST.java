package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.agent.capture.ArpFrame;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.SwitchCause;
import io.openhavip.standalone.ClaimLab.Claimant;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims through host-agent, Kafka and arp-gateway as they run: those of OVN's tests of virtual ports, forged ones, and very many. */
class ClaimsST {

    private static final Logger LOG = Logger.getLogger(ClaimsST.class);
    private static final int ROUNDS = 10;
    private static final long APART_MS = 200;
    private static final int BURST = 1000;

    /** HAVIPs an instance may have (HAVIP guide, limits). */
    private static final int HAVIPS_AN_INSTANCE = 5;

    private static final Duration BURST_LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static ClaimStack stack;
    private static OwnershipTopic topic;
    private static GatewayCounters counters;
    private long before;

    @BeforeAll
    static void start() throws Exception {
        stack = ClaimStack.start(home);
        topic = stack.topic;
        counters = new GatewayCounters(stack.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @BeforeEach
    void count() throws IOException {
        before = counters.judged();
    }

    @Test
    void lastOfThreeClaimantsHasTheAddressAfterEachRoundAndNoTwoEverDo() throws Exception {
        try (ClaimLab lab = new ClaimLab(stack.client, "racing", 90)) {
            List<Claimant> all = lab.claimants(4);
            List<Claimant> claimants = all.subList(0, 3);
            Claimant last = claimants.getLast();
            AddressKey key = lab.key(0);
            lab.tellVSwitch();
            lab.tellRunning(all);
            lab.tellHaVip(0, claimants);
            Await.until(() -> assertThat(lab.onBridge(all)).isEqualTo(4));

            List<String> sentFor;
            try (SendersOfAddress senders = new SendersOfAddress(lab, key, claimants, all.getLast())) {
                for (int round = 1; round <= ROUNDS; round++) {
                    int announced = round * claimants.size();
                    inTurn(claimants, claimant -> lab.announce(claimant, key));
                    Await.until(() -> {
                        assertThat(counters.judged() - before).isEqualTo(announced);
                        JsonNode ownership = stack.ownership(key);
                        assertThat(ownership.at("/owner/networkInterfaceId").asText())
                                .isEqualTo(last.portId());
                        assertThat(ownership.path("postponed").isObject()).isFalse();
                        stack.isWith(lab, key, last);
                    });
                }
                Await.until(() -> assertThat(senders.turns()).endsWith(last.portId()));
                sentFor = senders.turns();
            }

            List<OwnershipSwitched> moves = topic.switches(key);
            assertThat(moves)
                    .extracting(OwnershipSwitched::epoch)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, moves.size()).boxed().toList());
            assertThat(moves).hasSizeBetween(5, ROUNDS * claimants.size());
            assertThat(stack.ownership(key).path("epoch").asLong()).isEqualTo(moves.size());
            isInOrderOf(moves, sentFor);
        }
    }

    /** Who has the address sends for it, or nobody: that others never did shows as no turn out of order. */
    private static void isInOrderOf(List<OwnershipSwitched> moves, List<String> sentFor) {
        Iterator<String> owners = moves.stream()
                .map(move -> move.newOwner().orElseThrow().networkInterfaceId())
                .iterator();
        for (String sender : sentFor) {
            boolean owned = false;
            while (!owned && owners.hasNext()) {
                owned = owners.next().equals(sender);
            }
            assertThat(owned)
                    .as("%s sent in its turn of %s, moves %s", sender, sentFor, moves)
                    .isTrue();
        }
    }

    @Test
    void noneOfAThousandAnnouncementsInABurstIsLost() throws Exception {
        try (ClaimLab lab = new ClaimLab(stack.client, "bursts", 91)) {
            List<Claimant> claimants = lab.claimants(BURST / HAVIPS_AN_INSTANCE);
            lab.tellVSwitch();
            lab.tellRunning(claimants);
            for (int haVip = 0; haVip < BURST; haVip++) {
                lab.tellHaVip(haVip, List.of(claimants.get(haVip / HAVIPS_AN_INSTANCE)));
            }
            Await.until(() -> assertThat(lab.onBridge(claimants)).isEqualTo(claimants.size()));
            JsonNode beforehand = stack.announcements();

            long start = System.nanoTime();
            for (int haVip = 0; haVip < BURST; haVip++) {
                lab.announce(claimants.get(haVip / HAVIPS_AN_INSTANCE), lab.key(haVip));
            }
            Duration sent = Duration.ofNanos(System.nanoTime() - start);
            Await.until(() -> assertThat(topic.switchesIn(lab.vSwitchId())).hasSizeGreaterThanOrEqualTo(BURST));
            Duration decided = Duration.ofNanos(System.nanoTime() - start);

            Await.until(() -> assertThat(stack.increase(beforehand))
                    .isEqualTo(Map.of(
                            "received", (long) BURST,
                            "kernelDropped", 0L,
                            "filtered", 0L,
                            "published", (long) BURST,
                            "superseded", 0L,
                            "pending", 0L)));
            assertThat(counters.judged() - before).isEqualTo(BURST);
            assertThat(topic.switchesIn(lab.vSwitchId()))
                    .extracting(each -> each.address() + " " + each.epoch() + " "
                            + each.newOwner().orElseThrow().networkInterfaceId())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, BURST)
                            .mapToObj(haVip -> lab.key(haVip).address() + " 1 "
                                    + claimants.get(haVip / HAVIPS_AN_INSTANCE).portId())
                            .toList());
            Map<String, List<String>> wanted = IntStream.range(0, BURST)
                    .boxed()
                    .collect(Collectors.toMap(
                            haVip -> lab.key(haVip).address(),
                            haVip -> List.of(
                                    claimants.get(haVip / HAVIPS_AN_INSTANCE).device())));
            Await.until(() -> assertThat(lab.senders()).containsAllEntriesOf(wanted));
            LOG.infof(
                    "burst measured announcements=%d sentMillis=%d decidedMillis=%d",
                    BURST, sent.toMillis(), decided.toMillis());
        }
    }

    /** What is told only after the announcement. */
    enum Missing {
        EVERYTHING,
        PORT,
        HAVIP,
        ASSOCIATION
    }

    @ParameterizedTest
    @EnumSource
    void claimThatIsAheadOfItsFactsIsDecidedWhenTheyCome(Missing missing) throws Exception {
        String name = "early" + (char) ('a' + missing.ordinal());
        try (ClaimLab lab = new ClaimLab(stack.client, name, 100 + missing.ordinal())) {
            Claimant claimant = lab.claimants(1).getFirst();
            AddressKey key = lab.key(0);
            boolean portIsKnown = missing == Missing.HAVIP || missing == Missing.ASSOCIATION;
            if (missing != Missing.EVERYTHING) {
                lab.tellVSwitch();
            }
            if (portIsKnown) {
                lab.tellRunning(List.of(claimant));
                Await.until(() -> assertThat(lab.onBridge(List.of(claimant))).isEqualTo(1));
            }
            if (missing == Missing.ASSOCIATION) {
                lab.tellHaVip(0, List.of());
            }
            if (missing == Missing.PORT) {
                lab.tellHaVip(0, List.of(claimant));
            }
            JsonNode beforehand = stack.announcements();

            lab.announce(claimant, key);
            Await.until(() -> {
                assertThat(stack.increase(beforehand))
                        .containsEntry("received", 1L)
                        .containsEntry("pending", portIsKnown ? 0L : 1L);
                assertThat(counters.judged() - before).isEqualTo(portIsKnown ? 1 : 0);
            });
            assertThat(topic.switches(key)).isEmpty();

            lab.tellVSwitch();
            lab.tellHaVip(0, List.of(claimant));
            lab.tellRunning(List.of(claimant));
            Await.until(() -> stack.isWith(lab, key, claimant));
            assertThat(topic.switches(key))
                    .extracting(OwnershipSwitched::cause)
                    .singleElement()
                    .isIn(
                            portIsKnown
                                    ? List.of(SwitchCause.EARLY_CLAIM)
                                    : List.of(SwitchCause.CLAIM, SwitchCause.EARLY_CLAIM));
            assertThat(stack.increase(beforehand)).containsEntry("received", 1L).containsEntry("published", 1L);
        }
    }

    @Test
    void portThatIsRemovedAndMadeAgainClaimsAgainAndLeavesNothingBehind() throws Exception {
        try (ClaimLab lab = new ClaimLab(stack.client, "parent", 92)) {
            List<Claimant> both = lab.claimants(2);
            Claimant remade = both.getFirst();
            Claimant other = both.getLast();
            AddressKey key = lab.key(0);
            lab.tellVSwitch();
            lab.tellRunning(both);
            lab.tellHaVip(0, both);
            Await.until(() -> assertThat(lab.onBridge(both)).isEqualTo(2));
            stack.moves(lab, key, remade, 1);

            // The device alone: the facts stay, and so does the owner.
            lab.unplug(remade);
            Await.until(() -> assertThat(lab.onBridge(both)).isEqualTo(1));
            lab.plug(remade);
            Await.until(() -> assertThat(lab.onBridge(both)).isEqualTo(2));
            stack.isWith(lab, key, remade);
            stack.moves(lab, key, other, 2);
            stack.moves(lab, key, remade, 3);

            // The instance with its association.
            lab.unplug(remade);
            lab.bury(remade);
            lab.tellHaVip(0, List.of(other));
            Await.until(() -> {
                assertThat(topic.owner(key)).isEmpty();
                assertThat(lab.senders()).doesNotContainKey(key.address());
                assertThat(lab.receivers(key)).isEmpty();
                assertThat(lab.kernel())
                        .doesNotContain(remade.device())
                        .doesNotContain(remade.mac())
                        .doesNotContain(remade.port().privateIpAddress() + " ")
                        .contains(other.mac());
            });

            lab.plug(remade);
            lab.tellRunning(List.of(remade));
            lab.tellHaVip(0, both);
            Await.until(() -> assertThat(lab.onBridge(both)).isEqualTo(2));
            stack.moves(lab, key, remade, 5);
        }
    }

    @Test
    void forgedClaimsMoveNothingAndAreCounted() throws Exception {
        try (ClaimLab lab = new ClaimLab(stack.client, "forged", 93);
                ClaimLab twin = new ClaimLab(stack.client, "twined", 93)) {
            List<Claimant> here = lab.claimants(3);
            Claimant owner = here.get(0);
            Claimant rival = here.get(1);
            Claimant stranger = here.get(2);
            Claimant elsewhere = twin.claimant(9);
            AddressKey key = lab.key(0);
            AddressKey ofTwin = twin.key(5);
            twin.plug(elsewhere);
            lab.tellVSwitch();
            twin.tellVSwitch();
            lab.tellRunning(here);
            twin.tellRunning(List.of(elsewhere));
            lab.tellHaVip(0, List.of(owner, rival));
            twin.tellHaVip(5, List.of(elsewhere));
            Await.until(() -> {
                assertThat(lab.onBridge(here)).isEqualTo(3);
                assertThat(twin.onBridge(List.of(elsewhere))).isEqualTo(1);
            });
            stack.moves(lab, key, owner, 1);
            stack.moves(twin, ofTwin, elsewhere, 1);

            String address = key.address();
            refused(Reason.NOT_ASSOCIATED, lab, stranger, ArpFrame.announcement(stranger.mac(), address));
            refused(Reason.FOREIGN_MAC, lab, stranger, ArpFrame.announcement(owner.mac(), address));
            refused(Reason.FOREIGN_MAC, lab, rival, ArpFrame.announcement(owner.mac(), address));
            refused(Reason.FOREIGN_MAC, lab, rival, claim(rival.mac(), owner.mac(), ArpFrame.REQUEST, address));
            refused(Reason.FOREIGN_MAC, lab, rival, claim(owner.mac(), rival.mac(), ArpFrame.REPLY, address));
            // The same address is a HAVIP in the other vSwitch alone.
            refused(Reason.UNKNOWN_ADDRESS, lab, rival, ArpFrame.announcement(rival.mac(), ofTwin.address()));
            JsonNode beforehand = stack.announcements();
            lab.send(rival, ArpFrame.announcement(rival.mac(), "10.94.1.1").toBytes());
            Await.until(() -> assertThat(stack.increase(beforehand))
                    .containsEntry("received", 1L)
                    .containsEntry("filtered", 1L)
                    .containsEntry("published", 0L));

            Await.until(() -> {
                assertThat(topic.rejections(stranger.portId()))
                        .extracting(AnnouncementRejected::reason)
                        .containsExactlyInAnyOrder(Reason.NOT_ASSOCIATED, Reason.FOREIGN_MAC);
                assertThat(topic.rejections(rival.portId()))
                        .extracting(AnnouncementRejected::reason)
                        .contains(Reason.FOREIGN_MAC, Reason.UNKNOWN_ADDRESS);
            });
            assertThat(topic.switches(key)).hasSize(1);
            assertThat(topic.switchesIn(twin.vSwitchId())).hasSize(1);
            stack.isWith(lab, key, owner);
            // A true claim would have been noticed.
            stack.moves(lab, key, rival, 2);
        }
    }

    private static ArpFrame claim(String etherSource, String senderMac, int operation, String address) {
        return new ArpFrame(ArpFrame.BROADCAST, etherSource, operation, senderMac, address, address);
    }

    private static void refused(Reason reason, ClaimLab lab, Claimant sender, ArpFrame forged) throws IOException {
        long refused = counters.rejected(reason);
        long judged = counters.judged();
        lab.send(sender, forged.toBytes());
        Await.until(() -> {
            assertThat(counters.rejected(reason) - refused).isEqualTo(1);
            assertThat(counters.judged() - judged).isEqualTo(1);
        });
    }

    private interface Announcing {
        void by(Claimant claimant) throws IOException;
    }

    /** One after the other, {@value #APART_MS} ms apart. */
    private static void inTurn(List<Claimant> claimants, Announcing announcing) throws Exception {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            List<Future<?>> announcements = new ArrayList<>();
            for (int i = 0; i < claimants.size(); i++) {
                Claimant claimant = claimants.get(i);
                Callable<Boolean> turn = () -> {
                    announcing.by(claimant);
                    return true;
                };
                announcements.add(clock.schedule(turn, i * APART_MS, TimeUnit.MILLISECONDS));
            }
            for (Future<?> announcement : announcements) {
                announcement.get();
            }
        }
    }
}
