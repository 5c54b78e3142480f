package io.openhavip.contracts.quota;

import io.openhavip.contracts.Event;

/**
 * Events of the aggregate AccountQuotas, one for each account and service, on the events topic of the service that holds the limit.
 */
public sealed interface QuotaEvent extends Event {

    /** {@code quotas-<service>-<account>}. */
    String accountQuotasId();

    String applicationId();

    @Override
    default String subject() {
        return accountQuotasId();
    }

    /**
     * Somebody applied for another limit.
     *
     * @param quotaActionCode which limit, for example {@code vpc_quota_havip_custom_route_entry}
     */
    record QuotaApplicationSubmitted(
            String accountQuotasId,
            String accountId,
            String applicationId,
            String quotaActionCode,
            long desiredValue,
            String reason)
            implements QuotaEvent {}

    /** From now on the account's limit is {@code value}. */
    record QuotaApplicationApproved(
            String accountQuotasId, String applicationId, String quotaActionCode, long value, String auditReason)
            implements QuotaEvent {}

    record QuotaApplicationDisapproved(
            String accountQuotasId, String applicationId, String quotaActionCode, String auditReason)
            implements QuotaEvent {}
}
