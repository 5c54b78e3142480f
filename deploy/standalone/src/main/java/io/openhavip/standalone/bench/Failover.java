package io.openhavip.standalone.bench;

import java.util.List;
import java.util.Optional;

/**
 * One failover by the kernel's time stamps, in nanoseconds since the epoch.
 *
 * @param lastAnswer the last that the client got from the old owner
 * @param announced the new owner's first gratuitous ARP, as it left
 * @param firstAnswer the first that the client got from the new owner
 */
record Failover(long lastAnswer, long announced, long firstAnswer) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** An answer that the client got. */
    record Answer(long at, String macAddress) {}

    /**
     * Reads it from what was seen since about {@code begin}; empty while it is not complete.
     *
     * @param begin when the old owner was ended: what the new owner did before is of an earlier failover
     * @param announcements of the new owner, in order
     * @param answers in order
     */
    static Optional<Failover> read(
            long begin, List<Long> announcements, List<Answer> answers, String oldMac, String newMac) {
        Optional<Long> announced =
                announcements.stream().filter(at -> at >= begin).findFirst();
        Optional<Long> first = answers.stream()
                .filter(answer -> answer.at() >= begin && answer.macAddress().equals(newMac))
                .map(Answer::at)
                .findFirst();
        if (announced.isEmpty() || first.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> last = answers.stream()
                .filter(answer ->
                        answer.at() < first.get() && answer.macAddress().equals(oldMac))
                .map(Answer::at)
                .reduce((earlier, later) -> later);
        return last.map(at -> new Failover(at, announced.get(), first.get()));
    }

    /** From the announcement to the first answer: what the network takes. */
    double answerMs() {
        return (firstAnswer - announced) / NANOS_PER_MILLI;
    }

    /** From the last answer of the old owner to the first of the new one. */
    double outageMs() {
        return (firstAnswer - lastAnswer) / NANOS_PER_MILLI;
    }
}
