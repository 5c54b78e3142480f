package io.openhavip.contracts.arp;

/** Why the owner of an address changed. */
public enum SwitchCause {
    /** A valid claim was read. */
    CLAIM,
    /** A claim that had been read before its port was associated became valid. */
    EARLY_CLAIM,
    /** A claim that a contest had held back was applied. */
    POSTPONED_CLAIM,
    /** The owner was stopped. */
    INSTANCE_STOPPED,
    /** The owner, or its interface, was deleted or detached. */
    INTERFACE_GONE,
    /** The owner's association was removed. */
    UNASSOCIATED,
    /** The HAVIP was deleted. */
    HAVIP_DELETED
}
