package io.openhavip.agent.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.announce.AnnouncementBuffer.Counts;
import io.openhavip.contracts.arp.Announcement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnouncementBufferTest {

    private final AnnouncementBuffer buffer = new AnnouncementBuffer();

    @Test
    void newestOfAPortAndAddressSupersedesTheWaitingOne() throws InterruptedException {
        buffer.offer(announcement("eni-1", "10.0.0.1", 1));
        buffer.offer(announcement("eni-1", "10.0.0.1", 2));

        assertThat(take()).contains(announcement("eni-1", "10.0.0.1", 2));
        assertThat(buffer.counts()).isEqualTo(new Counts(0, 1, 0, 0, 1));
    }

    @Test
    void otherPortsAndAddressesKeepTheirPlace() throws InterruptedException {
        buffer.offer(announcement("eni-1", "10.0.0.1", 1));
        buffer.offer(announcement("eni-2", "10.0.0.1", 2));
        buffer.offer(announcement("eni-1", "10.0.0.2", 3));

        assertThat(take()).map(Announcement::sequence).contains(1L);
        assertThat(take()).map(Announcement::sequence).contains(2L);
        assertThat(take()).map(Announcement::sequence).contains(3L);
    }

    @Test
    void nextOfAPortAndAddressWaitsForTheAcknowledgement() throws InterruptedException {
        buffer.offer(announcement("eni-1", "10.0.0.1", 1));
        Announcement onItsWay = take().orElseThrow();
        buffer.offer(announcement("eni-1", "10.0.0.1", 2));

        assertThat(take()).isEmpty();
        buffer.published(onItsWay);
        assertThat(take()).map(Announcement::sequence).contains(2L);
    }

    @Test
    void failedOneWaitsAgainAheadOfTheOthers() throws InterruptedException {
        buffer.offer(announcement("eni-1", "10.0.0.1", 1));
        buffer.offer(announcement("eni-2", "10.0.0.1", 2));
        buffer.failed(take().orElseThrow());

        assertThat(take()).map(Announcement::sequence).contains(1L);
        assertThat(buffer.counts()).isEqualTo(new Counts(0, 0, 0, 1, 2));
    }

    @Test
    void failedOneGivesWayToANewerOne() throws InterruptedException {
        buffer.offer(announcement("eni-1", "10.0.0.1", 1));
        Announcement onItsWay = take().orElseThrow();
        buffer.offer(announcement("eni-1", "10.0.0.1", 2));
        buffer.failed(onItsWay);

        assertThat(take()).map(Announcement::sequence).contains(2L);
        assertThat(buffer.counts()).isEqualTo(new Counts(0, 1, 0, 1, 1));
    }

    @Test
    void portThatAnnouncesAtRandomFillsOnlyItsOwnShare() {
        for (int i = 0; i < 1000; i++) {
            buffer.offer(announcement("eni-1", "10.0." + i / 250 + "." + i % 250, i));
        }
        buffer.offer(announcement("eni-2", "10.0.0.1", 1000));

        assertThat(buffer.counts())
                .isEqualTo(new Counts(
                        0, 0, 1000 - AnnouncementBuffer.CLAIMS_A_PORT, 0, AnnouncementBuffer.CLAIMS_A_PORT + 1));
    }

    @Test
    void everyAnnouncementEndsInExactlyOnePlace() throws InterruptedException {
        Random random = new Random(88);
        List<Announcement> onTheirWay = new ArrayList<>();
        for (int offered = 1; offered <= 20_000; offered++) {
            buffer.offer(announcement("eni-" + random.nextInt(4), "10.0.0." + random.nextInt(100), offered));
            if (random.nextInt(3) == 0) {
                take().ifPresent(onTheirWay::add);
            }
            if (!onTheirWay.isEmpty() && random.nextInt(4) == 0) {
                Announcement ended = onTheirWay.remove(random.nextInt(onTheirWay.size()));
                if (random.nextBoolean()) {
                    buffer.published(ended);
                } else {
                    buffer.failed(ended);
                }
            }
            Counts counts = buffer.counts();
            assertThat(counts.published() + counts.superseded() + counts.refused() + counts.pending())
                    .isEqualTo(offered);
        }
    }

    private Optional<Announcement> take() throws InterruptedException {
        return buffer.take(Duration.ZERO);
    }

    static Announcement announcement(String port, String address, long sequence) {
        return new Announcement(
                "host-1",
                port,
                "vsw-1",
                address,
                "00:16:3e:00:00:01",
                "00:16:3e:00:00:01",
                Announcement.Operation.REQUEST,
                Announcement.Source.CAPTURED,
                Instant.EPOCH,
                sequence);
    }
}
