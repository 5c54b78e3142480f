package io.openhavip.service.quota;

/** How far an application is, by the names of Alibaba's Quota Center. */
public enum QuotaApplicationStatus {
    Disagree,
    Agree,
    /** An operator has to decide. */
    Process,
    /** Withdrawn by the applicant; Alibaba's, none gets there here. */
    Cancel
}
