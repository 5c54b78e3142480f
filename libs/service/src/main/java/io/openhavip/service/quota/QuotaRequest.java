package io.openhavip.service.quota;

import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Commands to an account's quotas; ids and the definition of the limit are handed in. */
sealed interface QuotaRequest {

    String applicationId();

    QuotaDefinition quota();

    record SubmitQuotaApplication(
            @TargetAggregateIdentifier String accountQuotasId,
            String accountId,
            String applicationId,
            QuotaDefinition quota,
            long desiredValue,
            String reason,
            QuotaApproval approval)
            implements QuotaRequest {}

    /** @param value what is approved; empty: what was asked for */
    record ApproveQuotaApplication(
            @TargetAggregateIdentifier String accountQuotasId,
            String applicationId,
            QuotaDefinition quota,
            Optional<Long> value,
            String auditReason)
            implements QuotaRequest {}

    record DisapproveQuotaApplication(
            @TargetAggregateIdentifier String accountQuotasId,
            String applicationId,
            QuotaDefinition quota,
            String auditReason)
            implements QuotaRequest {}
}
