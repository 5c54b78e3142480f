package io.openhavip.arp.domain;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What happens to one address: batches of announcements, facts that change, time that passes, and faults of arp-gateway. */
record History(List<Step> steps) {

    sealed interface Step {}

    /** Announcements that the consumer reads as one batch, and what goes wrong meanwhile. */
    record Batch(List<Sent> sent, Fault fault, int at) implements Step {}

    /** Everything that was read is committed to the broker: once a second, so what is read again may reach back over other steps. */
    record Commit() implements Step {}

    record Associate(String port) implements Step {}

    record Unassociate(String port) implements Step {}

    record Stop(String port) implements Step {}

    record Start(String port) implements Step {}

    /** The HAVIP is deleted and another is created with its address. */
    record Recreate() implements Step {}

    record Pass(long millis) implements Step {}

    /** One announcement, sent a while after the one before. */
    record Sent(String port, Kind kind, long afterMillis) {}

    enum Kind {
        OWN,
        FORGED,
        LATE
    }

    /** What happens when {@code at} announcements of a batch are handled, before their offset is committed. */
    enum Fault {
        NONE,
        /** The process dies; another reads again what was not committed. */
        CRASH,
        /** The partition moves; the old holder handles the rest of its batch before the new one begins. */
        ZOMBIE_FIRST,
        /** The partition moves; the old holder handles the rest of its batch after the new one. */
        ZOMBIE_LAST,
        /** The broker delivers twice what was not committed. */
        READ_TWICE,
        /** The process is restarted in good order after the batch. */
        RESTART
    }

    static Arbitrary<History> any() {
        return step().list().ofMinSize(1).ofMaxSize(25).map(History::new);
    }

    History withoutFaults() {
        return new History(steps.stream()
                .map(step -> step instanceof Batch batch ? new Batch(batch.sent(), Fault.NONE, 0) : step)
                .toList());
    }

    private static Arbitrary<Step> step() {
        Arbitrary<String> ports = Arbitraries.of("a", "b", "c");
        Arbitrary<Step> batch = Combinators.combine(
                        sent().list().ofMinSize(1).ofMaxSize(5),
                        Arbitraries.of(Fault.class),
                        Arbitraries.integers().between(0, 5))
                .as(Batch::new);
        return Arbitraries.frequencyOf(
                Tuple.of(6, batch),
                Tuple.of(2, Arbitraries.just(new Commit())),
                Tuple.of(2, ports.map(Associate::new)),
                Tuple.of(2, ports.map(Unassociate::new)),
                Tuple.of(1, ports.map(Stop::new)),
                Tuple.of(1, ports.map(Start::new)),
                Tuple.of(1, Arbitraries.just(new Recreate())),
                Tuple.of(
                        2,
                        Arbitraries.of(100L, 900L, 3_000L, 11_000L, 31_000L, 59_000L)
                                .map(Pass::new)));
    }

    private static Arbitrary<Sent> sent() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.frequency(Tuple.of(8, Kind.OWN), Tuple.of(1, Kind.FORGED), Tuple.of(1, Kind.LATE)),
                        Arbitraries.of(0L, 1L, 200L, 1_500L))
                .as(Sent::new);
    }
}
