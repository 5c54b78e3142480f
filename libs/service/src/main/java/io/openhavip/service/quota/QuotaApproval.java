package io.openhavip.service.quota;

/** Who decides about an application for a value that may be applied for. Any other value is disapproved at once, either way. */
public enum QuotaApproval {
    /** Nobody needs to: it is approved at once. */
    AUTOMATIC,
    /** An operator. */
    MANUAL
}
