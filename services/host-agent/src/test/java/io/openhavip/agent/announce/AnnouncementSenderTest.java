package io.openhavip.agent.announce;

import static io.openhavip.agent.announce.AnnouncementBufferTest.announcement;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncementSenderTest {

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final AnnouncementBuffer buffer = new AnnouncementBuffer();
    private final AtomicInteger reconnects = new AtomicInteger();
    private final AnnouncementSender sender =
            new AnnouncementSender(producer, buffer, latency -> {}, reconnects::incrementAndGet);

    @BeforeEach
    void setUp() {
        sender.start();
    }

    @AfterEach
    void tearDown() {
        sender.close();
    }

    @Test
    void recordIsKeyedByVSwitchAndAddressAndIsACloudEvent() {
        ProducerRecord<String, byte[]> record =
                AnnouncementSender.record(announcement("eni-1", "10.0.0.1", 7), "process");

        assertThat(record.topic()).isEqualTo("arp.announcements");
        assertThat(record.key()).isEqualTo("vsw-1/10.0.0.1");
        assertThat(header(record, "ce_type")).isEqualTo("arp.Announcement.v1");
        assertThat(header(record, "ce_id")).isEqualTo("host-1/process/7");
        assertThat(header(record, "ce_subject")).isEqualTo("vsw-1/10.0.0.1");
    }

    @Test
    void acknowledgedAnnouncementIsPublished() {
        buffer.offer(announcement("eni-1", "10.0.0.1", 1));
        Await.until(() -> assertThat(producer.history()).hasSize(1));
        assertThat(buffer.counts().published()).isZero();

        producer.completeNext();

        assertThat(buffer.counts()).isEqualTo(new AnnouncementBuffer.Counts(1, 0, 0, 0, 0));
        assertThat(reconnects).hasValue(0);
    }

    @Test
    void afterAnOutageOnlyTheNewestIsSentAndTheReconnectIsTold() {
        buffer.offer(announcement("eni-1", "10.0.0.1", 1));
        Await.until(() -> assertThat(producer.history()).hasSize(1));
        for (int sequence = 2; sequence <= 10; sequence++) {
            buffer.offer(announcement("eni-1", "10.0.0.1", sequence));
        }

        producer.errorNext(new TimeoutException("broker away"));
        Await.until(() -> assertThat(producer.history()).hasSize(2));
        producer.completeNext();

        assertThat(ids()).containsExactly("1", "10");
        assertThat(buffer.counts()).isEqualTo(new AnnouncementBuffer.Counts(1, 9, 0, 1, 0));
        assertThat(reconnects).hasValue(1);
    }

    private List<String> ids() {
        return producer.history().stream()
                .map(record -> header(record, "ce_id"))
                .map(id -> id.substring(id.lastIndexOf('/') + 1))
                .toList();
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
