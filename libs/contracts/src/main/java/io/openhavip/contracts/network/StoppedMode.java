package io.openhavip.contracts.network;

/** What becomes of a stopped instance's resources (StopInstance, StoppedMode). */
public enum StoppedMode {
    KeepCharging,
    StopCharging
}
