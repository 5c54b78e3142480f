package io.openhavip.contracts.network;

/** How a run of an instance ended that nobody stopped. */
public enum InstanceEnd {
    /** Its operating system powered it off. */
    POWERED_OFF,
    /** Its first process died. */
    CRASHED
}
