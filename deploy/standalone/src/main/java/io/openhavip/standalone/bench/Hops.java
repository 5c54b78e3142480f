package io.openhavip.standalone.bench;

import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.messaging.Decoded;
import io.openhavip.messaging.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a switch's time goes, by the time stamps that it carries (to the millisecond). Thread-safe. */
final class Hops implements Arrivals.Filter {

    private final List<Double> toBroker = new ArrayList<>();
    private final List<Double> toDecision = new ArrayList<>();
    private final List<Double> toRelay = new ArrayList<>();
    private final List<Double> toReader = new ArrayList<>();

    @Override
    public synchronized boolean accepts(ConsumerRecord<String, byte[]> record, long receivedAtMillis) {
        if (!(RecordCodec.decode(record) instanceof Decoded.Known(var _, OwnershipSwitched switched))
                || switched.newOwner().isEmpty()) {
            return false;
        }
        toBroker.add(millis(switched.capturedAt(), switched.effectiveAt()));
        toDecision.add(millis(switched.effectiveAt(), switched.decidedAt()));
        toRelay.add(millis(switched.decidedAt(), Instant.ofEpochMilli(record.timestamp())));
        toReader.add((double) receivedAtMillis - record.timestamp());
        return true;
    }

    /** The hops since the last call, p50 and p99. */
    synchronized String take() {
        String told = "claim to broker %s, to decision %s, committed and with the relay's producer %s, to the reader %s"
                .formatted(of(toBroker), of(toDecision), of(toRelay), of(toReader));
        discard();
        return told;
    }

    /** Forgets what was measured. */
    synchronized void discard() {
        List.of(toBroker, toDecision, toRelay, toReader).forEach(List::clear);
    }

    private static String of(List<Double> values) {
        Samples samples = Samples.of(values);
        return "%.1f/%.1f ms".formatted(samples.percentile(50), samples.percentile(99));
    }

    private static double millis(Instant from, Instant until) {
        return (until.toEpochMilli() * 1000.0
                        + until.getNano() / 1000 % 1000
                        - from.toEpochMilli() * 1000.0
                        - from.getNano() / 1000 % 1000)
                / 1000;
    }
}
