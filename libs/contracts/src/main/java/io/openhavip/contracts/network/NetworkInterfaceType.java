package io.openhavip.contracts.network;

/** Whether a network interface lives with one instance, or can be attached to one and another. */
public enum NetworkInterfaceType {
    Primary,
    Secondary
}
