package io.openhavip.service.quota;

/** What became of an application. */
sealed interface QuotaDecision {

    record Approved(long value, String auditReason) implements QuotaDecision {}

    record Disapproved(String auditReason) implements QuotaDecision {}

    /** An operator has to decide. */
    record Waiting() implements QuotaDecision {}
}
