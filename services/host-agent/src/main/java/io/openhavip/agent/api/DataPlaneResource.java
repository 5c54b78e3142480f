package io.openhavip.agent.api;

import io.openhavip.agent.api.DataPlaneView.OwnerView;
import io.openhavip.agent.api.DataPlaneView.PortView;
import io.openhavip.agent.api.DataPlaneView.RouterView;
import io.openhavip.agent.api.DataPlaneView.SwitchView;
import io.openhavip.agent.api.DataPlaneView.TunnelView;
import io.openhavip.agent.config.AgentConfig;
import io.openhavip.agent.dataplane.AppliedSwitch;
import io.openhavip.agent.dataplane.Bridge;
import io.openhavip.agent.dataplane.Drops;
import io.openhavip.agent.dataplane.Port;
import io.openhavip.agent.dataplane.Reconciliation;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.agent.router.VpcRouter;
import io.openhavip.agent.router.VpcRouter.ExternalPort;
import io.openhavip.agent.router.VpcRouter.RouterPort;
import io.openhavip.agent.session.AgentRuntime;
import io.openhavip.agent.session.AgentSession;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What this host forwards, and the request to remove all of it. */
@Path("/data-plane")
public class DataPlaneResource {

    private static final String PROBLEM_JSON = "application/problem+json";

    private final AgentRuntime agent;
    private final AgentConfig config;

    DataPlaneResource(AgentRuntime agent, AgentConfig config) {
        this.agent = agent;
        this.config = config;
    }

    @GET
    public DataPlaneView get() {
        Optional<AgentSession> session = agent.session();
        return new DataPlaneView(
                config.hostId(),
                config.networkNamespace().orElse(""),
                agent.factsAreComplete(),
                session.map(each -> each.plane().isSuspended()).orElse(false),
                session.map(DataPlaneResource::ports).orElse(List.of()),
                session.map(DataPlaneResource::tunnels).orElse(List.of()),
                session.map(DataPlaneResource::routers).orElse(List.of()),
                owners(),
                agent.totals(),
                session.map(each -> each.plane().driftRepaired()).orElse(0L),
                session.map(each -> each.plane().lastReconciliation()).orElse(Reconciliation.NONE),
                session.map(DataPlaneResource::switches).orElse(List.of()));
    }

    /** Removes bridges, routers and the table, and this host from the known ones. The agent programs nothing more until it is restarted; capture goes on. */
    @DELETE
    public Response delete() {
        try {
            agent.removeHost();
            return Response.noContent().build();
        } catch (IOException e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private static List<PortView> ports(AgentSession session) {
        Map<String, Drops> drops = drops(session);
        return session.plane().layout().ports().values().stream()
                .sorted(Comparator.comparing(Port::networkInterfaceId))
                .map(port -> new PortView(
                        port.networkInterfaceId(),
                        port.instanceId(),
                        port.vSwitchId(),
                        port.device(),
                        port.bridge(),
                        port.macAddress(),
                        port.address(),
                        drops.getOrDefault(port.device(), Drops.NONE)))
                .toList();
    }

    private static Map<String, Drops> drops(AgentSession session) {
        try {
            return session.plane().drops();
        } catch (SystemCallException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TunnelView> tunnels(AgentSession session) {
        return session.plane().layout().bridges().values().stream()
                .sorted(Comparator.comparing(Bridge::vSwitchId))
                .flatMap(bridge -> bridge.tunnel().stream()
                        .map(tunnel -> new TunnelView(
                                bridge.vSwitchId(),
                                tunnel.device(),
                                tunnel.key(),
                                tunnel.localAddress(),
                                tunnel.remotes())))
                .toList();
    }

    private static List<RouterView> routers(AgentSession session) {
        return session.routers().layout().routers().values().stream()
                .sorted(Comparator.comparing(VpcRouter::vpcId))
                .map(router -> new RouterView(
                        router.vpcId(),
                        router.namespace(),
                        router.ports().values().stream()
                                .collect(Collectors.toMap(RouterPort::vSwitchId, RouterPort::address)),
                        router.external().map(ExternalPort::translations).orElse(Map.of())))
                .toList();
    }

    private List<OwnerView> owners() {
        return agent.facts().snapshot().ownerships().values().stream()
                .sorted(Comparator.comparing(OwnershipState::subject))
                .map(ownership -> new OwnerView(
                        ownership.vSwitchId(),
                        ownership.address(),
                        ownership.haVipId(),
                        ownership.epoch(),
                        ownership.owner().map(Owner::networkInterfaceId).orElse(""),
                        ownership.owner().map(Owner::instanceId).orElse(""),
                        ownership.owner().map(Owner::hostId).orElse("")))
                .toList();
    }

    private static List<SwitchView> switches(AgentSession session) {
        return session.plane().lastSwitches().stream()
                .map(DataPlaneResource::view)
                .toList();
    }

    private static SwitchView view(AppliedSwitch applied) {
        return new SwitchView(
                applied.key().vSwitchId(),
                applied.key().address(),
                applied.epoch(),
                applied.networkInterfaceId(),
                applied.recordedAt(),
                applied.receivedAt(),
                applied.appliedAt());
    }

    private static Response problem(String detail) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .type(PROBLEM_JSON)
                .entity(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        "The data plane could not be removed",
                        "status",
                        503,
                        "detail",
                        detail,
                        "code",
                        "ServiceUnavailable",
                        "requestId",
                        UUID.randomUUID().toString()))
                .build();
    }
}
