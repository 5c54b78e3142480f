package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.InstanceEvent.InstanceModified;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.StoppedMode;
import io.openhavip.network.domain.EcsNames;
import io.openhavip.network.domain.InstanceRequest;
import io.openhavip.network.domain.InstanceRequest.NewInstance;
import io.openhavip.network.projection.InstanceQueries;
import io.openhavip.network.projection.InstanceQueries.InstanceFilter;
import io.openhavip.network.projection.InstanceQueries.InstanceView;
import io.openhavip.network.projection.InstanceQueries.UserData;
import io.openhavip.network.projection.Page;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Operations;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Instances. */
@Path("/instances")
@RunOnVirtualThread
public class InstanceResource {

    /** A page of instances. */
    public record Instances(List<InstanceView> instances, int pageNumber, int pageSize, long totalCount) {}

    /** What is to become another; what is absent stays. */
    public record InstanceChanges(
            Optional<String> instanceName,
            Optional<String> hostName,
            Optional<String> description,
            Optional<String> userData,
            Optional<List<String>> securityGroupIds,
            Optional<Boolean> deletionProtection,
            Optional<String> resourceGroupId) {}

    /** How to stop, {@code KeepCharging} or {@code StopCharging}; without a body: keep charging, do not force. */
    public record Stop(Optional<String> stoppedMode, Optional<Boolean> forceStop) {}

    /** How to reboot; without a body: do not force. */
    public record Reboot(Optional<Boolean> forceStop) {}

    /** The security group to join. */
    public record JoinedGroup(Optional<String> securityGroupId) {}

    /** Tags to add. */
    public record NewTags(Optional<List<Tags.NewTag>> tags) {}

    /** Sequence of the event that says that an instance runs, in the history of a new one. */
    private static final long STARTED = 2;

    private static final Set<String> STOPPED_MODES =
            Arrays.stream(StoppedMode.values()).map(StoppedMode::name).collect(Collectors.toUnmodifiableSet());
    /** Between ids of the instances that one request made, in what a client token keeps. */
    private static final String SEPARATOR = ",";

    private final Execution execution;
    private final NewInstanceBody.Reader bodies;
    private final InstanceQueries queries;
    private final Operations operations;
    private final Requests.Current request;

    InstanceResource(
            Execution execution,
            NewInstanceBody.Reader bodies,
            InstanceQueries queries,
            Operations operations,
            Requests.Current request) {
        this.execution = execution;
        this.bodies = bodies;
        this.queries = queries;
        this.operations = operations;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public Instances run(NewInstanceBody given) throws SQLException {
        NewInstanceBody body = Fields.body(given);
        InstanceRequest.RunInstances command = bodies.read(body, request.accountId());
        List<String> ids =
                command.instances().stream().map(NewInstance::instanceId).toList();
        return execution.once(
                "RunInstances", List.of(body), String.join(SEPARATOR, ids), command, Instances.class, this::created);
    }

    private Instances created(String instanceIds) throws SQLException {
        List<String> ids = List.of(instanceIds.split(SEPARATOR));
        ids.forEach(id -> operations.awaitApplied(id, STARTED));
        return new Instances(queries.instances(request.accountId(), ids), 1, ids.size(), ids.size());
    }

    @GET
    public Instances list(
            @QueryParam("instanceId") List<String> instanceIds,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("vSwitchId") Optional<String> vSwitchId,
            @QueryParam("securityGroupId") Optional<String> securityGroupId,
            @QueryParam("status") Optional<String> status,
            @QueryParam("name") Optional<String> name,
            @QueryParam("privateIpAddress") List<String> privateIpAddresses,
            @QueryParam("resourceGroupId") Optional<String> resourceGroupId,
            @QueryParam("deploymentSetId") Optional<String> deploymentSetId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tags,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging paging = Paging.of(pageNumber, pageSize);
        InstanceFilter filter = new InstanceFilter(
                Listing.ids("instanceId", instanceIds),
                regionId,
                vpcId,
                vSwitchId,
                securityGroupId,
                Listing.oneOf("status", status, InstanceStatus.values()),
                name,
                Listing.ids("privateIpAddress", privateIpAddresses),
                resourceGroupId,
                deploymentSetId,
                Tags.filter(tags));
        Page<InstanceView> page = queries.instances(request.accountId(), filter, paging);
        return new Instances(page.items(), paging.number(), paging.size(), page.totalCount());
    }

    @GET
    @Path("/{instanceId}")
    public InstanceView one(String instanceId) throws SQLException {
        return queries.instance(request.accountId(), instanceId);
    }

    @GET
    @Path("/{instanceId}/user-data")
    public UserData userData(String instanceId) throws SQLException {
        return queries.userData(request.accountId(), instanceId);
    }

    @PATCH
    @Path("/{instanceId}")
    public InstanceView modify(String instanceId, InstanceChanges given) throws SQLException {
        InstanceChanges body = Fields.body(given);
        InstanceModified changes = new InstanceModified(
                instanceId,
                body.instanceName()
                        .map(text -> EcsNames.name("instanceName", text, ErrorCode.INVALID_INSTANCE_NAME_MALFORMED)),
                body.hostName().map(EcsNames::hostName),
                body.description().map(EcsNames::description),
                body.userData().map(EcsNames::userData),
                body.securityGroupIds().map(Listing::securityGroupIds),
                body.deletionProtection(),
                body.resourceGroupId().map(Parameters::resourceGroup));
        return change(
                "ModifyInstance",
                List.of(instanceId, body),
                instanceId,
                new InstanceRequest.ModifyInstance(request.accountId(), changes));
    }

    @POST
    @Path("/{instanceId}/start")
    public InstanceView start(String instanceId) throws SQLException {
        return change(
                "StartInstance",
                List.of(instanceId),
                instanceId,
                new InstanceRequest.StartInstance(request.accountId(), instanceId));
    }

    @POST
    @Path("/{instanceId}/stop")
    public InstanceView stop(String instanceId, Stop given) throws SQLException {
        Stop body = Optional.ofNullable(given).orElse(new Stop(Optional.empty(), Optional.empty()));
        return change(
                "StopInstance",
                List.of(instanceId, body),
                instanceId,
                new InstanceRequest.StopInstance(
                        request.accountId(),
                        instanceId,
                        body.stoppedMode()
                                .map(text -> NewInstanceBody.oneOf("stoppedMode", text, STOPPED_MODES))
                                .map(StoppedMode::valueOf)
                                .orElse(StoppedMode.KeepCharging),
                        body.forceStop().orElse(false)));
    }

    @POST
    @Path("/{instanceId}/reboot")
    public InstanceView reboot(String instanceId, Reboot given) throws SQLException {
        Reboot body = Optional.ofNullable(given).orElse(new Reboot(Optional.empty()));
        return change(
                "RebootInstance",
                List.of(instanceId, body),
                instanceId,
                new InstanceRequest.RebootInstance(
                        request.accountId(), instanceId, body.forceStop().orElse(false)));
    }

    @POST
    @Path("/{instanceId}/security-groups")
    public InstanceView join(String instanceId, JoinedGroup given) throws SQLException {
        String securityGroupId =
                Fields.required("securityGroupId", Fields.body(given).securityGroupId());
        return change(
                "JoinSecurityGroup",
                List.of(instanceId, securityGroupId),
                instanceId,
                new InstanceRequest.JoinSecurityGroup(request.accountId(), instanceId, securityGroupId));
    }

    @DELETE
    @Path("/{instanceId}/security-groups/{securityGroupId}")
    public InstanceView leave(String instanceId, String securityGroupId) throws SQLException {
        return change(
                "LeaveSecurityGroup",
                List.of(instanceId, securityGroupId),
                instanceId,
                new InstanceRequest.LeaveSecurityGroup(request.accountId(), instanceId, securityGroupId));
    }

    @POST
    @Path("/{instanceId}/tags")
    public void tag(String instanceId, NewTags given) throws SQLException {
        Map<String, String> tags = Tags.toAdd(Fields.body(given).tags());
        execution.once(
                "TagInstance",
                List.of(instanceId, tags),
                instanceId,
                new InstanceRequest.TagInstance(request.accountId(), instanceId, tags));
    }

    /** @param all every tag */
    @DELETE
    @Path("/{instanceId}/tags")
    public void untag(String instanceId, @QueryParam("key") List<String> keys, @QueryParam("all") Optional<String> all)
            throws SQLException {
        boolean everyTag = Parameters.flag("all", all);
        execution.once(
                "UntagInstance",
                List.of(instanceId, keys, everyTag),
                instanceId,
                new InstanceRequest.UntagInstance(
                        request.accountId(), instanceId, Parameters.tagKeys(keys, everyTag), everyTag));
    }

    private InstanceView change(String action, List<?> parameters, String instanceId, InstanceRequest command)
            throws SQLException {
        return execution.once(action, parameters, instanceId, command, InstanceView.class, this::one);
    }

    @DELETE
    @Path("/{instanceId}")
    public void delete(String instanceId, @QueryParam("force") Optional<String> force) throws SQLException {
        boolean forced = Parameters.flag("force", force);
        execution.once(
                "DeleteInstance",
                List.of(instanceId, forced),
                instanceId,
                new InstanceRequest.DeleteInstance(request.accountId(), instanceId, forced));
    }
}
