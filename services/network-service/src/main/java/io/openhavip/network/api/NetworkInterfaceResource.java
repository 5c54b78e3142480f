package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.NetworkInterfaceAttributes;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceModified;
import io.openhavip.contracts.network.NetworkInterfaceStatus;
import io.openhavip.contracts.network.NetworkInterfaceType;
import io.openhavip.network.domain.EcsNames;
import io.openhavip.network.domain.NetworkInterfaceRequest;
import io.openhavip.network.projection.NetworkInterfaceQueries;
import io.openhavip.network.projection.NetworkInterfaceQueries.NetworkInterfaceFilter;
import io.openhavip.network.projection.NetworkInterfaceQueries.NetworkInterfaceView;
import io.openhavip.network.projection.Page;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.ResourceIds;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Network interfaces: the primary ones of instances, which come and go with them, and secondary ones. */
@Path("/network-interfaces")
@RunOnVirtualThread
public class NetworkInterfaceResource {

    /** Body of a creation. */
    public record NewNetworkInterface(
            Optional<String> vSwitchId,
            Optional<String> privateIpAddress,
            Optional<String> networkInterfaceName,
            Optional<String> description,
            Optional<List<String>> securityGroupIds,
            Optional<Boolean> deleteOnRelease,
            Optional<String> resourceGroupId,
            Optional<List<Tags.NewTag>> tags) {}

    /** What is to become another; what is absent stays. */
    public record NetworkInterfaceChanges(
            Optional<String> networkInterfaceName,
            Optional<String> description,
            Optional<List<String>> securityGroupIds,
            Optional<Boolean> deleteOnRelease,
            Optional<String> resourceGroupId) {}

    /** The instance to attach to, or detach from. */
    public record AttachedInstance(Optional<String> instanceId) {}

    /** A page of network interfaces. */
    public record NetworkInterfaces(
            List<NetworkInterfaceView> networkInterfaces, int pageNumber, int pageSize, long totalCount) {}

    private final Execution execution;
    private final NetworkInterfaceQueries queries;
    private final Requests.Current request;

    NetworkInterfaceResource(Execution execution, NetworkInterfaceQueries queries, Requests.Current request) {
        this.execution = execution;
        this.queries = queries;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public NetworkInterfaceView create(NewNetworkInterface given) throws SQLException {
        NewNetworkInterface body = Fields.body(given);
        String networkInterfaceId = ResourceIds.next("eni");
        NetworkInterfaceAttributes attributes = new NetworkInterfaceAttributes(
                body.networkInterfaceName().map(NetworkInterfaceResource::name).orElse(""),
                EcsNames.description(body.description().orElse("")),
                Listing.securityGroupIds(body.securityGroupIds().orElse(List.of())),
                body.deleteOnRelease().orElse(false),
                body.resourceGroupId().map(Parameters::resourceGroup).orElse(""));
        return change(
                "CreateNetworkInterface",
                List.of(body),
                networkInterfaceId,
                new NetworkInterfaceRequest.CreateNetworkInterface(
                        request.accountId(),
                        networkInterfaceId,
                        Fields.required("vSwitchId", body.vSwitchId()),
                        Fields.optional("privateIpAddress", body.privateIpAddress()),
                        attributes,
                        Tags.of(body.tags())));
    }

    @GET
    public NetworkInterfaces list(
            @QueryParam("networkInterfaceId") List<String> networkInterfaceIds,
            @QueryParam("instanceId") Optional<String> instanceId,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("vSwitchId") Optional<String> vSwitchId,
            @QueryParam("securityGroupId") Optional<String> securityGroupId,
            @QueryParam("status") Optional<String> status,
            @QueryParam("type") Optional<String> type,
            @QueryParam("name") Optional<String> name,
            @QueryParam("privateIpAddress") Optional<String> privateIpAddress,
            @QueryParam("resourceGroupId") Optional<String> resourceGroupId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tags,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging paging = Paging.of(pageNumber, pageSize);
        NetworkInterfaceFilter filter = new NetworkInterfaceFilter(
                Listing.ids("networkInterfaceId", networkInterfaceIds),
                instanceId,
                regionId,
                vpcId,
                vSwitchId,
                securityGroupId,
                Listing.oneOf("status", status, NetworkInterfaceStatus.values()),
                Listing.oneOf("type", type, NetworkInterfaceType.values()),
                name,
                privateIpAddress,
                resourceGroupId,
                Tags.filter(tags));
        Page<NetworkInterfaceView> page = queries.networkInterfaces(request.accountId(), filter, paging);
        return new NetworkInterfaces(page.items(), paging.number(), paging.size(), page.totalCount());
    }

    @GET
    @Path("/{networkInterfaceId}")
    public NetworkInterfaceView one(String networkInterfaceId) throws SQLException {
        return queries.networkInterface(request.accountId(), networkInterfaceId);
    }

    @PATCH
    @Path("/{networkInterfaceId}")
    public NetworkInterfaceView modify(String networkInterfaceId, NetworkInterfaceChanges given) throws SQLException {
        NetworkInterfaceChanges body = Fields.body(given);
        NetworkInterfaceModified changes = new NetworkInterfaceModified(
                networkInterfaceId,
                body.networkInterfaceName().map(NetworkInterfaceResource::name),
                body.description().map(EcsNames::description),
                body.securityGroupIds().map(Listing::securityGroupIds),
                body.deleteOnRelease(),
                body.resourceGroupId().map(Parameters::resourceGroup));
        return change(
                "ModifyNetworkInterface",
                List.of(networkInterfaceId, body),
                networkInterfaceId,
                new NetworkInterfaceRequest.ModifyNetworkInterface(request.accountId(), changes));
    }

    @POST
    @Path("/{networkInterfaceId}/attach")
    public NetworkInterfaceView attach(String networkInterfaceId, AttachedInstance given) throws SQLException {
        String instanceId = Fields.required("instanceId", Fields.body(given).instanceId());
        return change(
                "AttachNetworkInterface",
                List.of(networkInterfaceId, instanceId),
                networkInterfaceId,
                new NetworkInterfaceRequest.AttachNetworkInterface(
                        request.accountId(), networkInterfaceId, instanceId));
    }

    @POST
    @Path("/{networkInterfaceId}/detach")
    public NetworkInterfaceView detach(String networkInterfaceId, AttachedInstance given) throws SQLException {
        String instanceId = Fields.required("instanceId", Fields.body(given).instanceId());
        return change(
                "DetachNetworkInterface",
                List.of(networkInterfaceId, instanceId),
                networkInterfaceId,
                new NetworkInterfaceRequest.DetachNetworkInterface(
                        request.accountId(), networkInterfaceId, instanceId));
    }

    @POST
    @Path("/{networkInterfaceId}/security-groups")
    public NetworkInterfaceView join(String networkInterfaceId, InstanceResource.JoinedGroup given)
            throws SQLException {
        String securityGroupId =
                Fields.required("securityGroupId", Fields.body(given).securityGroupId());
        return change(
                "JoinSecurityGroup",
                List.of(networkInterfaceId, securityGroupId),
                networkInterfaceId,
                new NetworkInterfaceRequest.JoinSecurityGroup(
                        request.accountId(), networkInterfaceId, securityGroupId));
    }

    @DELETE
    @Path("/{networkInterfaceId}/security-groups/{securityGroupId}")
    public NetworkInterfaceView leave(String networkInterfaceId, String securityGroupId) throws SQLException {
        return change(
                "LeaveSecurityGroup",
                List.of(networkInterfaceId, securityGroupId),
                networkInterfaceId,
                new NetworkInterfaceRequest.LeaveSecurityGroup(
                        request.accountId(), networkInterfaceId, securityGroupId));
    }

    @POST
    @Path("/{networkInterfaceId}/tags")
    public void tag(String networkInterfaceId, InstanceResource.NewTags given) throws SQLException {
        Map<String, String> tags = Tags.toAdd(Fields.body(given).tags());
        execution.once(
                "TagNetworkInterface",
                List.of(networkInterfaceId, tags),
                networkInterfaceId,
                new NetworkInterfaceRequest.TagNetworkInterface(request.accountId(), networkInterfaceId, tags));
    }

    /** @param all every tag */
    @DELETE
    @Path("/{networkInterfaceId}/tags")
    public void untag(
            String networkInterfaceId, @QueryParam("key") List<String> keys, @QueryParam("all") Optional<String> all)
            throws SQLException {
        boolean everyTag = Parameters.flag("all", all);
        execution.once(
                "UntagNetworkInterface",
                List.of(networkInterfaceId, keys, everyTag),
                networkInterfaceId,
                new NetworkInterfaceRequest.UntagNetworkInterface(
                        request.accountId(), networkInterfaceId, Parameters.tagKeys(keys, everyTag), everyTag));
    }

    private NetworkInterfaceView change(
            String action, List<?> parameters, String networkInterfaceId, NetworkInterfaceRequest command)
            throws SQLException {
        return execution.once(action, parameters, networkInterfaceId, command, NetworkInterfaceView.class, this::one);
    }

    @DELETE
    @Path("/{networkInterfaceId}")
    public void delete(String networkInterfaceId) throws SQLException {
        execution.once(
                "DeleteNetworkInterface",
                List.of(networkInterfaceId),
                networkInterfaceId,
                new NetworkInterfaceRequest.DeleteNetworkInterface(request.accountId(), networkInterfaceId));
    }

    private static String name(String text) {
        return EcsNames.name("networkInterfaceName", text, ErrorCode.INVALID_ENI_NAME_MALFORMED);
    }
}
