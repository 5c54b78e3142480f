package io.openhavip.arp.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.store.PostgresTransactions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class RejectionNoticesTest {

    private static final AddressKey KEY = new AddressKey("vsw-1", "10.0.0.200");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PostgresTransactions unused = new PostgresTransactions(new PGSimpleDataSource());
    private final RejectionNotices notices = new RejectionNotices(unused, new Outbox(unused, () -> {}));

    private void refuse(String port, Reason reason, Instant at) {
        refuse(port, KEY, reason, at);
    }

    private void refuse(String port, AddressKey key, Reason reason, Instant at) {
        Announcement announcement = new Announcement(
                "host-1",
                port,
                key.vSwitchId(),
                key.address(),
                "02:00:00:00:00:01",
                "02:00:00:00:00:01",
                Announcement.Operation.REQUEST,
                Announcement.Source.CAPTURED,
                at,
                1);
        notices.add(key, announcement, reason, at);
    }

    @Test
    void firstRefusalIsToldAtOnceAndTheNextOnesTenSecondsLaterWithTheirNumber() {
        refuse("eni-a", Reason.NOT_ASSOCIATED, NOW);
        assertThat(notices.takeDue(NOW))
                .containsExactly(new AnnouncementRejected(
                        "vsw-1", "10.0.0.200", "eni-a", "host-1", Reason.NOT_ASSOCIATED, 1, NOW));

        refuse("eni-a", Reason.NOT_ASSOCIATED, NOW.plusSeconds(1));
        refuse("eni-a", Reason.NOT_ASSOCIATED, NOW.plusSeconds(2));
        assertThat(notices.takeDue(NOW.plusMillis(9_999))).isEmpty();

        assertThat(notices.takeDue(NOW.plusSeconds(10)))
                .extracting(AnnouncementRejected::count)
                .containsExactly(2L);
        assertThat(notices.takeDue(NOW.plusSeconds(20))).isEmpty();
    }

    @Test
    void portsAndReasonsAreToldApart() {
        refuse("eni-a", Reason.NOT_ASSOCIATED, NOW);
        refuse("eni-a", Reason.FOREIGN_MAC, NOW);
        refuse("eni-b", Reason.NOT_ASSOCIATED, NOW);

        assertThat(notices.takeDue(NOW)).hasSize(3);
    }

    @Test
    void kindsAreBoundedAndThoseThatAreKnownAreCountedOn() {
        for (int i = 0; i < RejectionNotices.MAX_KINDS + 100; i++) {
            refuse("eni-" + i, Reason.UNKNOWN_PORT, NOW);
        }
        refuse("eni-0", Reason.UNKNOWN_PORT, NOW);

        assertThat(notices.takeDue(NOW))
                .hasSize(RejectionNotices.MAX_KINDS)
                .first()
                .satisfies(first -> {
                    assertThat(first.networkInterfaceId()).isEqualTo("eni-0");
                    assertThat(first.count()).isEqualTo(2);
                });
    }

    @Test
    void portThatMakesAddressesUpGetsAFewNoticesAndOthersTheirs() {
        for (int i = 0; i < 1000; i++) {
            refuse("eni-a", new AddressKey("vsw-1", "10.0." + i / 250 + "." + i % 250), Reason.UNKNOWN_ADDRESS, NOW);
        }
        refuse("eni-b", Reason.NOT_ASSOCIATED, NOW);

        assertThat(notices.takeDue(NOW))
                .hasSize(RejectionNotices.MAX_KINDS_OF_A_PORT + 1)
                .last()
                .extracting(AnnouncementRejected::networkInterfaceId)
                .isEqualTo("eni-b");

        Instant quietAgain = NOW.plus(RejectionNotices.INTERVAL);
        assertThat(notices.takeDue(quietAgain)).isEmpty();
        refuse("eni-a", Reason.NOT_ASSOCIATED, quietAgain);
        assertThat(notices.takeDue(quietAgain)).hasSize(1);
    }
}
