package io.openhavip.contracts.eip;

/** What an EIP can be associated with (AssociateEipAddress, InstanceType). */
public enum EipInstanceType {
    EcsInstance,
    NetworkInterface,
    HaVip
}
