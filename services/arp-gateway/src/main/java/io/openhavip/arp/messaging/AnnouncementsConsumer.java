package io.openhavip.arp.messaging;

import io.openhavip.arp.deciding.AnnouncementReader;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads arp.announcements in batches; a batch's offsets are committed after everything that it changes is. */
@ApplicationScoped
public class AnnouncementsConsumer {

    private final AnnouncementReader reader;

    AnnouncementsConsumer(AnnouncementReader reader) {
        this.reader = reader;
    }

    @Incoming("arp-announcements")
    @Blocking
    public void read(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        reader.read(batch);
    }
}
