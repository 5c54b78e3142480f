package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.VpcRequest;
import io.openhavip.network.projection.Page;
import io.openhavip.network.projection.VpcQueries;
import io.openhavip.network.projection.VpcQueries.VpcView;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;

/** VPCs. */
@Path("/vpcs")
@RunOnVirtualThread
public class VpcResource {

    /** Body of a creation. */
    public record NewVpc(
            Optional<String> cidrBlock,
            Optional<String> vpcName,
            Optional<String> description,
            Optional<String> regionId,
            Optional<String> resourceGroupId,
            Optional<List<Tags.NewTag>> tags) {}

    /** Body of a change: what is absent stays as it is. */
    public record ChangedVpc(Optional<String> vpcName, Optional<String> description) {}

    /** Body of a move. */
    public record NewResourceGroup(Optional<String> resourceGroupId) {}

    /** A page of VPCs. */
    public record Vpcs(List<VpcView> vpcs, long totalCount, int pageNumber, int pageSize) {}

    private static final String DEFAULT_CIDR_BLOCK = "172.16.0.0/12";

    private final Execution execution;
    private final VpcQueries queries;
    private final Tagging tagging;
    private final NetworkConfiguration configuration;
    private final Requests.Current request;

    VpcResource(
            Execution execution,
            VpcQueries queries,
            Tagging tagging,
            NetworkConfiguration configuration,
            Requests.Current request) {
        this.execution = execution;
        this.queries = queries;
        this.tagging = tagging;
        this.configuration = configuration;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public VpcView create(NewVpc given) throws SQLException {
        NewVpc body = Fields.body(given);
        String vpcId = ResourceIds.next("vpc");
        VpcRequest.CreateVpc command = new VpcRequest.CreateVpc(
                vpcId,
                request.accountId(),
                Fields.optional("regionId", body.regionId()).orElse(configuration.defaultRegionId()),
                Fields.optional("cidrBlock", body.cidrBlock()).orElse(DEFAULT_CIDR_BLOCK),
                name(body.vpcName()),
                description(body.description()),
                body.resourceGroupId().map(Parameters::resourceGroup).orElse(""),
                Tags.of(body.tags()));
        return execution.once("CreateVpc", List.of(body), vpcId, command, VpcView.class, this::one);
    }

    private static String name(Optional<String> given) {
        return Fields.name("vpcName", given, ErrorCode.INVALID_VPC_NAME_MALFORMED);
    }

    private static String description(Optional<String> given) {
        return Fields.description("description", given, ErrorCode.INVALID_VPC_DESCRIPTION_MALFORMED);
    }

    /** @param tags each {@code key=value}, or {@code key} for any value; a VPC must have all of them */
    @GET
    public Vpcs list(
            @QueryParam("vpcId") List<String> vpcIds,
            @QueryParam("vpcName") Optional<String> vpcName,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("resourceGroupId") Optional<String> resourceGroupId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tags,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        Page<VpcView> found = queries.page(
                request.accountId(),
                new VpcQueries.Wanted(vpcIds, vpcName, regionId, resourceGroupId, Tags.filter(tags)),
                page.size(),
                page.offset());
        return new Vpcs(found.items(), found.totalCount(), page.number(), page.size());
    }

    @GET
    @Path("/{vpcId}")
    public VpcView one(String vpcId) throws SQLException {
        return queries.one(request.accountId(), vpcId).orElseThrow(() -> ResourceKind.VPC.refusal(vpcId));
    }

    @PATCH
    @Path("/{vpcId}")
    public VpcView modify(String vpcId, ChangedVpc given) throws SQLException {
        ChangedVpc body = Fields.body(given);
        VpcRequest.ModifyVpc command = new VpcRequest.ModifyVpc(
                vpcId,
                request.accountId(),
                body.vpcName().map(name -> name(Optional.of(name))),
                body.description().map(text -> description(Optional.of(text))));
        return execution.once("ModifyVpcAttribute", List.of(vpcId, body), vpcId, command, VpcView.class, this::one);
    }

    @POST
    @Path("/{vpcId}/resource-group")
    public VpcView moveToResourceGroup(String vpcId, NewResourceGroup given) throws SQLException {
        NewResourceGroup body = Fields.body(given);
        VpcRequest.MoveVpcToResourceGroup command = new VpcRequest.MoveVpcToResourceGroup(
                vpcId, request.accountId(), Parameters.requiredResourceGroup(body.resourceGroupId()));
        return execution.once("MoveResourceGroup", List.of(vpcId, body), vpcId, command, VpcView.class, this::one);
    }

    @DELETE
    @Path("/{vpcId}")
    public void delete(String vpcId) throws SQLException {
        execution.once("DeleteVpc", List.of(vpcId), vpcId, new VpcRequest.DeleteVpc(vpcId, request.accountId()));
    }

    @POST
    @Path("/{vpcId}/tags")
    public void tag(String vpcId, Tagging.NewTags body) throws SQLException {
        tagging.tag(ResourceKind.VPC, vpcId, body);
    }

    /** @param all every tag */
    @DELETE
    @Path("/{vpcId}/tags")
    public void untag(String vpcId, @QueryParam("key") List<String> keys, @QueryParam("all") Optional<String> all)
            throws SQLException {
        tagging.untag(ResourceKind.VPC, vpcId, keys, Parameters.flag("all", all));
    }
}
