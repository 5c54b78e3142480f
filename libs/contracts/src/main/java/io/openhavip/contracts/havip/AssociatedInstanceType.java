package io.openhavip.contracts.havip;

/** The kind of resource a HAVIP is associated with; never both kinds at a time (HAVIP guide, limits). */
public enum AssociatedInstanceType {
    EcsInstance,
    NetworkInterface
}
