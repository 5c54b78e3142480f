package io.openhavip.arp.deciding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.openhavip.arp.domain.Verdict;
import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.arp.AnnouncementRejected.Reason;
import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.ArpEvent.OwnershipContested;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what becomes of announcements, so that nothing needs a log line on the ARP path. Thread-safe. */
@Singleton
public class DecisionMetrics {

    private final Map<Judged, Counter> claims = new EnumMap<>(Judged.class);
    private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);
    private final Counter switches;
    private final Counter contested;
    private final Counter invalid;
    private final Counter waits;
    private final Timer decision;

    DecisionMetrics(MeterRegistry meters) {
        for (Judged judged : Judged.values()) {
            claims.put(judged, meters.counter("havip.arp.claims", "outcome", judged.name()));
        }
        for (Reason reason : Reason.values()) {
            rejected.put(reason, meters.counter("havip.arp.rejected", "reason", reason.name()));
        }
        switches = meters.counter("havip.arp.switches");
        contested = meters.counter("havip.arp.contested");
        invalid = meters.counter("havip.arp.invalid.records");
        waits = meters.counter("havip.arp.waits");
        decision = Timer.builder("havip.arp.decision")
                .description("from judging a trigger to the commit of what it changed")
                .publishPercentileHistogram()
                .register(meters);
    }

    void count(Verdict verdict) {
        switch (verdict) {
            case Judged judged -> claims.get(judged).increment();
            case Verdict.Refused(Reason reason, boolean _) ->
                rejected.get(reason).increment();
        }
    }

    void count(List<ArpEvent> events) {
        for (ArpEvent event : events) {
            if (event instanceof OwnershipSwitched) {
                switches.increment();
            } else if (event instanceof OwnershipContested) {
                contested.increment();
            }
        }
    }

    void countRepetitions(long repetitions) {
        claims.get(Judged.REPEATED).increment(repetitions);
    }

    void committedAfter(long nanos) {
        decision.record(Duration.ofNanos(nanos));
    }

    void invalidRecord() {
        invalid.increment();
    }

    void waited() {
        waits.increment();
    }
}
