package io.openhavip.contracts.network;

/** How a run of an instance ended, or why there was none, that nobody stopped. */
public enum InstanceEnd {
    /** Its operating system powered it off. */
    POWERED_OFF,
    /** Its first process died. */
    CRASHED,
    /** Its host could not start it, however often it tried. */
    NOT_STARTED
}
