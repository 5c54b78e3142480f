package io.openhavip.contracts.network;

/** What kind of resource holds a private address of a vSwitch. */
public enum AddressHolder {
    NetworkInterface,
    HaVip
}
