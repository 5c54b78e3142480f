package io.openhavip.agent.dataplane;

/** An instance's port on this host, as it must be. */
public record Port(
        String networkInterfaceId,
        String instanceId,
        String vSwitchId,
        String device,
        String bridge,
        String macAddress,
        String address) {}
