package io.openhavip.contracts.network;

/** States of an instance, spelled as the ECS API spells them. */
public enum InstanceStatus {
    Pending,
    Starting,
    Running,
    Stopping,
    Stopped
}
