package io.openhavip.testkit;

import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that a broker takes and no consumer can handle, each with something that is hard to store or to send on. */
public enum OddRecord {
    /** PostgreSQL stores no NUL. */
    KEY_WITH_NUL("vsw-\0/10.0.0.9", 0),
    /** PostgreSQL indexes no text of this length that does not compress. */
    LONG_KEY(noise(4000), 0),
    /** Twice the key and some more is above what a broker takes. */
    HUGE_KEY(noise(600_000), 0),
    /** Together as long as the longest record; JSON would make them longer. */
    MANY_HEADERS("vsw-1/10.0.0.9", 250),
    /** As many headers, under a key that does not fit beside them. */
    LONG_KEY_AND_MANY_HEADERS(noise(4000), 240);

    private static final int HEADER_BYTES = 4096;

    private final String key;
    private final int headers;

    OddRecord(String key, int headers) {
        this.key = key;
        this.headers = headers;
    }

    public String key() {
        return key;
    }

    /** The record, on its way to one partition. */
    public ProducerRecord<String, byte[]> on(String topic, int partition) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, key, new byte[] {'{', 'n', 'o'});
        for (int i = 0; i < headers; i++) {
            // Zeros, of which JSON makes six bytes each.
            record.headers().add("header-" + i, new byte[HEADER_BYTES]);
        }
        return record;
    }

    private static String noise(int characters) {
        Random random = new Random(characters);
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            text.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return text.toString();
    }
}
