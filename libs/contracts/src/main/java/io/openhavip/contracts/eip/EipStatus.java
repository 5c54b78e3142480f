package io.openhavip.contracts.eip;

/** States of an EIP, spelled as DescribeEipAddresses spells them. */
public enum EipStatus {
    Available,
    Associating,
    InUse,
    Unassociating,
    Releasing
}
