package io.openhavip.eventing.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts of one consumer, by what became of its records. */
final class ConsumerMetrics {

    final Counter applied;
    final Counter duplicates;
    final Counter ahead;
    final Counter passedOver;
    final Counter deadLetters;
    final Counter faults;

    ConsumerMetrics(String consumer, MeterRegistry meters) {
        this.applied = counter(consumer, "applied", meters);
        this.duplicates = counter(consumer, "duplicate", meters);
        this.ahead = counter(consumer, "ahead", meters);
        this.passedOver = counter(consumer, "passed-over", meters);
        this.deadLetters = counter(consumer, "dead-letter", meters);
        this.faults = Counter.builder("havip.consumer.faults")
                .tag("consumer", consumer)
                .register(meters);
    }

    private static Counter counter(String consumer, String outcome, MeterRegistry meters) {
        return Counter.builder("havip.consumer.records")
                .tag("consumer", consumer)
                .tag("outcome", outcome)
                .register(meters);
    }
}
