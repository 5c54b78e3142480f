package io.openhavip.havip;

import io.openhavip.messaging.CloudEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as the first version wrote them: JSON files under {@code havip-v1}, each named by its event. */
final class EarlierEvents {

    static final String HAVIP = "havip-earlier";
    static final String ACCOUNT = "42";
    static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05.678901Z");

    private EarlierEvents() {}

    /** @param event simple name, for example {@code HaVipCreated} */
    static byte[] json(String event) {
        try (InputStream file = EarlierEvents.class.getResourceAsStream("/havip-v1/" + event + ".v1.json")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String wireName(String event) {
        return "havip." + event + ".v1";
    }

    static ProducerRecord<String, byte[]> record(String event, long sequence) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("havip.events", HAVIP, json(event));
        attributes(event, sequence).writeTo(record.headers());
        return record;
    }

    static CloudEvent attributes(String event, long sequence) {
        return new CloudEvent(
                id(event, sequence),
                wireName(event),
                "havip-service",
                HAVIP,
                WRITTEN,
                OptionalLong.of(sequence),
                Optional.of("earlier-operation"),
                Optional.empty(),
                Optional.empty());
    }

    static String id(String event, long sequence) {
        return event + "-" + sequence;
    }
}
