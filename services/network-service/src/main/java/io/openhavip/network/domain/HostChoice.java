package io.openhavip.network.domain;

import java.util.List;
import java.util.Optional;

/**
 * Places instances on hosts, in the transaction that creates them: what a deployment set knows of its instances changes with its
 * decision or not at all.
 */
public interface HostChoice {

    /**
     * A host that can be chosen.
     *
     * @param instances how many it had when last looked at; replicas that place at the same time don't see each other's
     */
    record Host(String hostId, long instances) {}

    /**
     * Hosts for new instances.
     *
     * @param deploymentSetId the set that they are to be spread in; empty: none
     * @param hosts not empty
     * @return the host of each instance, in order
     * @throws io.openhavip.contracts.Refusal if the set cannot be kept
     */
    List<String> place(Optional<String> deploymentSetId, List<Host> hosts, List<String> instanceIds);

    /** An instance is being deleted: its place in its set is free. */
    void leave(Optional<String> deploymentSetId, String instanceId);
}
