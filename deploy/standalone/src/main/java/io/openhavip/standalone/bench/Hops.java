package io.openhavip.standalone.bench;

import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the switches to an owner, and where their time goes by the time stamps that they carry. Thread-safe. */
final class Hops implements Arrivals.Filter {

    private final Legs legs = new Legs();

    @Override
    public boolean accepts(ConsumerRecord<String, byte[]> record, long receivedAtMillis) {
        if (!(RecordCodec.decode(record) instanceof Decoded.Known(var _, OwnershipSwitched switched))
                || switched.newOwner().isEmpty()) {
            return false;
        }
        Instant withProducer = Instant.ofEpochMilli(record.timestamp());
        legs.add("claim to broker", switched.capturedAt(), switched.effectiveAt());
        legs.add("to decision", switched.effectiveAt(), switched.decidedAt());
        legs.add("committed and with the relay's producer", switched.decidedAt(), withProducer);
        legs.add("to the reader", withProducer, Instant.ofEpochMilli(receivedAtMillis));
        return true;
    }

    Legs legs() {
        return legs;
    }
}
