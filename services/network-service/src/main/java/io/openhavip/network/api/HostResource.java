package io.openhavip.network.api;

import io.openhavip.network.process.HostRemoval;
import io.openhavip.network.process.RegisteredHosts;
import io.openhavip.network.process.RegisteredHosts.Registration;
import io.openhavip.network.projection.InstanceQueries;
import io.openhavip.service.api.Operations;
import io.openhavip.service.api.Requests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operator's side of the hosts. */
@Path("/admin/hosts")
@RunOnVirtualThread
public class HostResource {

    /**
     * @param tunnelAddress empty: its vSwitches do not span hosts
     * @param registeredAt when its agent last registered it; empty: it is not registered, but has instances
     * @param instances how many are placed there
     */
    public record Host(String hostId, Optional<String> tunnelAddress, Optional<Instant> registeredAt, long instances) {}

    /** All hosts, in order. */
    public record Hosts(List<Host> hosts) {}

    /** @param stoppedInstanceIds the instances that were there */
    public record RemovedHost(String hostId, List<String> stoppedInstanceIds) {}

    private final RegisteredHosts registered;
    private final InstanceQueries queries;
    private final HostRemoval removal;
    private final Operations operations;
    private final Requests.Current request;

    HostResource(
            RegisteredHosts registered,
            InstanceQueries queries,
            HostRemoval removal,
            Operations operations,
            Requests.Current request) {
        this.registered = registered;
        this.queries = queries;
        this.removal = removal;
        this.operations = operations;
        this.request = request;
    }

    @GET
    public Hosts list() throws SQLException {
        Map<String, Long> instances = queries.instancesByHost();
        Map<String, Host> hosts = new TreeMap<>();
        instances.forEach((id, count) -> hosts.put(id, new Host(id, Optional.empty(), Optional.empty(), count)));
        for (Registration each : registered.all()) {
            String id = each.host().hostId();
            hosts.put(
                    id,
                    new Host(id, each.host().tunnelAddress(), Optional.of(each.at()), instances.getOrDefault(id, 0L)));
        }
        return new Hosts(List.copyOf(hosts.values()));
    }

    /** Removes a host that is gone for good: its instances are Stopped, and are placed on another host when they start. */
    @DELETE
    @Path("/{hostId}")
    public RemovedHost remove(String hostId) throws SQLException {
        Map<String, Long> lost = removal.remove(hostId, request.cause());
        lost.forEach(operations::awaitApplied);
        return new RemovedHost(hostId, List.copyOf(lost.keySet()));
    }
}
