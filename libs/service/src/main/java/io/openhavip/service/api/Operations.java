package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.projection.ReadModel;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Waits for the end of what a request began, so that its caller sees it in the next read, whichever replica answers that. */
public final class Operations {

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
     * @throws Refusal why it was refused, or {@code ServiceUnavailable} if its end did not come in time
     */
    public void awaitSuccess(String operationId, String subject) throws SQLException {
        Optional<ReadModel.Outcome> outcome = readModel.awaitOutcome(operationId, atMost);
        if (outcome.isEmpty()) {
            throw new Refusal(
                    ErrorCode.OPERATION_TIMED_OUT,
                    "The outcome for " + subject + " is not known after " + atMost.toMillis()
                            + " ms: the request was accepted and may still take effect. Look before you repeat it.");
        }
        ReadModel.Outcome ended = outcome.get();
        ended.refusal().ifPresent(code -> {
            throw new Refusal(code, ended.message());
        });
    }
}
