package io.openhavip.bench;

import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads batches as arp-gateway does, and only parses them. */
@ApplicationScoped
public class AnnouncementsParser {

    @Incoming("announcements")
    @Blocking
    public void read(ConsumerRecords<String, byte[]> batch) {
        for (ConsumerRecord<String, byte[]> record : batch) {
            if (!(RecordCodec.decode(record) instanceof Decoded.Known)) {
                throw new IllegalArgumentException("not an announcement at offset " + record.offset());
            }
        }
    }
}
