package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.network.domain.InstanceRequest;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.VSwitchChanges;
import io.openhavip.network.process.Placement;
import io.openhavip.network.projection.InstanceQueries;
import io.openhavip.network.projection.InstanceQueries.InstanceView;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Operations;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.ResourceIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Instances. */
@Path("/instances")
@RunOnVirtualThread
public class InstanceResource {

    /** Body of a creation. */
    public record NewInstances(
            Optional<String> vSwitchId,
            Optional<String> instanceName,
            Optional<String> hostId,
            Optional<String> privateIpAddress,
            Optional<Integer> amount) {}

    /** A page of instances. */
    public record Instances(List<InstanceView> instances, int pageNumber, int pageSize) {}

    /** Instances that one request may create (RunInstances, Amount). */
    static final int MOST_AT_ONCE = 100;

    private static final long STARTED = 1;

    private final EventSourcing eventSourcing;
    private final Operations operations;
    private final InstanceQueries queries;
    private final Placement placement;
    private final Requests.Current request;

    InstanceResource(
            EventSourcing eventSourcing,
            Operations operations,
            InstanceQueries queries,
            Placement placement,
            Requests.Current request) {
        this.eventSourcing = eventSourcing;
        this.operations = operations;
        this.queries = queries;
        this.placement = placement;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public Instances create(NewInstances given) throws SQLException {
        NewInstances body = Fields.body(given);
        String vSwitchId = Fields.required("vSwitchId", body.vSwitchId());
        Optional<String> address = Fields.optional("privateIpAddress", body.privateIpAddress());
        String name = Fields.text("instanceName", body.instanceName(), Fields.LONGEST_NAME);
        int amount = Fields.within("amount", body.amount().orElse(1), 1, MOST_AT_ONCE);
        if (amount > 1 && address.isPresent()) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER, "\"privateIpAddress\" can be given for a single instance only.");
        }
        List<InstanceRequest.NewInstance> wanted = new ArrayList<>();
        for (String hostId : placement.choose(Fields.optional("hostId", body.hostId()), amount)) {
            wanted.add(new InstanceRequest.NewInstance(ResourceIds.next("i"), ResourceIds.next("eni"), hostId, name));
        }
        awaitAddresses(
                eventSourcing.send(new InstanceRequest.RunInstances(vSwitchId, wanted, address), request.cause()));
        List<InstanceView> created = new ArrayList<>();
        for (InstanceRequest.NewInstance instance : wanted) {
            operations.awaitApplied(instance.instanceId(), STARTED);
            created.add(one(instance.instanceId()));
        }
        return new Instances(created, 1, amount);
    }

    /** The vSwitch's count of idle addresses is read from another history than the instance's. */
    private void awaitAddresses(Object changes) {
        ((VSwitchChanges) changes).lastSequences().forEach(operations::awaitApplied);
    }

    @GET
    public Instances list(
            @QueryParam("instanceId") Optional<String> instanceId,
            @QueryParam("vSwitchId") Optional<String> vSwitchId,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        return new Instances(
                queries.instances(instanceId, vSwitchId, page.size(), page.offset()), page.number(), page.size());
    }

    @GET
    @Path("/{instanceId}")
    public InstanceView one(String instanceId) throws SQLException {
        return queries.instances(Optional.of(instanceId), Optional.empty(), 1, 0).stream()
                .findFirst()
                .orElseThrow(() -> ResourceKind.INSTANCE.refusal(instanceId));
    }

    @POST
    @Path("/{instanceId}/start")
    public InstanceView start(String instanceId) throws SQLException {
        return change(instanceId, new InstanceRequest.StartInstance(instanceId));
    }

    @POST
    @Path("/{instanceId}/stop")
    public InstanceView stop(String instanceId) throws SQLException {
        return change(instanceId, new InstanceRequest.StopInstance(instanceId));
    }

    private InstanceView change(String instanceId, InstanceRequest command) throws SQLException {
        eventSourcing.send(command, request.cause());
        operations.awaitSuccess(request.id(), instanceId);
        return one(instanceId);
    }

    @DELETE
    @Path("/{instanceId}")
    public void delete(String instanceId, @QueryParam("force") @DefaultValue("false") boolean force) {
        Object changes = eventSourcing.send(new InstanceRequest.DeleteInstance(instanceId, force), request.cause());
        operations.awaitSuccess(request.id(), instanceId);
        awaitAddresses(changes);
    }
}
