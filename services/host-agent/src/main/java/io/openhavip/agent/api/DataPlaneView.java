package io.openhavip.agent.api;

import io.openhavip.agent.dataplane.Drops;
import io.openhavip.agent.dataplane.Reconciliation;
import io.openhavip.agent.session.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The body of {@code GET /data-plane}.
 *
 * @param networkNamespace empty: the process's own
 * @param factsComplete whether all facts have been read from Kafka
 * @param suspended whether programming was ended by {@code DELETE /data-plane}
 * @param driftRepaired objects found wrong in the kernel after they had been right, and corrected
 * @param switches the last applied ones, the newest last
 */
public record DataPlaneView(
        String hostId,
        String networkNamespace,
        boolean factsComplete,
        boolean suspended,
        List<PortView> ports,
        List<TunnelView> tunnels,
        List<RouterView> routers,
        List<OwnerView> owners,
        Totals announcements,
        long driftRepaired,
        Reconciliation lastReconciliation,
        List<SwitchView> switches) {

    /**
     * A port that this host must have; its device may not be there yet.
     *
     * @param drops what the kernel refused to forward from it
     */
    public record PortView(
            String networkInterfaceId,
            String instanceId,
            String vSwitchId,
            String device,
            String bridge,
            String macAddress,
            String privateIpAddress,
            Drops drops) {}

    /**
     * A vSwitch's way to other hosts.
     *
     * @param remotes MAC address → tunnel address of the host that it is on
     */
    public record TunnelView(
            String vSwitchId, String device, int tunnelKey, String localAddress, Map<String, String> remotes) {}

    /**
     * A VPC's router on this host.
     *
     * @param gateways the address it has in each vSwitch, by vSwitch id
     * @param eips what is translated here, EIP → private address
     */
    public record RouterView(
            String vpcId, String networkNamespace, Map<String, String> gateways, Map<String, String> eips) {}

    /** Who has a HAVIP; {@code networkInterfaceId} is empty for nobody. */
    public record OwnerView(
            String vSwitchId,
            String address,
            String haVipId,
            long epoch,
            String networkInterfaceId,
            String instanceId,
            String hostId) {}

    /** An applied switch, with the time stamps that latency is computed from. */
    public record SwitchView(
            String vSwitchId,
            String address,
            long epoch,
            String networkInterfaceId,
            Instant recordedAt,
            Instant receivedAt,
            Instant appliedAt) {}
}
