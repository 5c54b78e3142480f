package io.openhavip.service.quota;

import java.time.Instant;
import java.util.Optional;

/**
 * An application for another limit, as it is answered.
 *
 * @param approveValue the limit that the account got; empty unless it was approved
 * @param auditReason why it was decided so; empty where there is nothing to say
 * @param auditTime when it was decided; empty while it waits
 */
public record QuotaApplication(
        String applicationId,
        String accountId,
        String quotaActionCode,
        long desiredValue,
        String reason,
        QuotaApplicationStatus status,
        Optional<Long> approveValue,
        String auditReason,
        Instant applyTime,
        Optional<Instant> auditTime) {}
