package io.openhavip.contracts.havip;

/** States of a HAVIP, spelled as DescribeHaVips spells them. */
public enum HaVipStatus {
    Creating,
    Available,
    Associating,
    InUse,
    Unassociating,
    Deleting
}
