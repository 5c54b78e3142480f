package io.openhavip.contracts.network;

/** States of a network interface, spelled as the ECS API spells them. */
public enum NetworkInterfaceStatus {
    Available,
    Attaching,
    InUse,
    Detaching
}
