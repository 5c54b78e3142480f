package io.openhavip.contracts.network;

/** How a deployment set places its instances on hosts, spelled as CreateDeploymentSet spells it. */
public enum DeploymentStrategy {
    /** Strictly apart: no host carries more instances of the set than is allowed. */
    Availability,
    /** Apart as far as possible. */
    AvailabilityGroup,
    /** As close to each other as possible. */
    LowLatency
}
