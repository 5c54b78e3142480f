package io.openhavip.service.api;

import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.consume.Faults;
import io.openhavip.eventing.projection.ReadModel;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the end of what a request began, so that its caller sees it in the next read, whichever replica answers that. While the
 * database is away it goes on waiting: what was begun is on record.
 */
public final class Operations {

    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(100);

    private final ReadModel readModel;
    private final Duration atMost;

    /** @param atMost how long a caller waits before the answer is "unknown" */
    public Operations(ReadModel readModel, Duration atMost) {
        this.readModel = readModel;
        this.atMost = atMost;
    }

    /**
     * Returns once the operation has succeeded and is seen in the read model.
     *
     * @throws Refusal why it was refused; {@code ServiceUnavailable} if it was given up
     * @throws UnendedOperation if its end did not come in time
     */
    public void awaitSuccess(String operationId, String subject) {
        ReadModel.Outcome ended = await(subject, left -> readModel.awaitOutcome(operationId, left));
        ended.refusal().ifPresent(code -> {
            throw new Refusal(code, ended.message());
        });
    }

    /**
     * Returns once an event of an aggregate is seen in the read model.
     *
     * @param sequence the event's, within its aggregate
     * @throws UnendedOperation if it was not in time
     */
    public void awaitApplied(String aggregateId, long sequence) {
        await(
                aggregateId,
                left -> readModel.awaitApplied(aggregateId, sequence, left) ? Optional.of(true) : Optional.empty());
    }

    private interface Look<T> {
        Optional<T> within(Duration left) throws SQLException;
    }

    private <T> T await(String subject, Look<T> look) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            try {
                return look.within(left).orElseThrow(() -> unknown(subject));
            } catch (SQLException e) {
                if (!Faults.isPassing(e) || left.isZero() || !pause()) {
                    throw unknown(subject);
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private UnendedOperation unknown(String subject) {
        return new UnendedOperation("The outcome for " + subject + " is not known after " + atMost.toMillis()
                + " ms: the request was accepted and may still take effect. Look before you repeat it.");
    }
}
