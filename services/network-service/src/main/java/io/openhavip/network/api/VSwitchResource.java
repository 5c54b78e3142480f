package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.VSwitchRequest;
import io.openhavip.network.projection.Page;
import io.openhavip.network.projection.VSwitchQueries;
import io.openhavip.network.projection.VSwitchQueries.VSwitchView;
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

/** VSwitches. */
@Path("/vswitches")
@RunOnVirtualThread
public class VSwitchResource {

    /** Body of a creation. */
    public record NewVSwitch(
            Optional<String> vpcId,
            Optional<String> cidrBlock,
            Optional<String> zoneId,
            Optional<String> vSwitchName,
            Optional<String> description,
            Optional<List<Tags.NewTag>> tags) {}

    /** Body of a change: what is absent stays as it is. */
    public record ChangedVSwitch(Optional<String> vSwitchName, Optional<String> description) {}

    /** A page of vSwitches. */
    public record VSwitches(List<VSwitchView> vSwitches, long totalCount, int pageNumber, int pageSize) {}

    private final Execution execution;
    private final VSwitchQueries queries;
    private final Tagging tagging;
    private final NetworkConfiguration configuration;
    private final Requests.Current request;

    VSwitchResource(
            Execution execution,
            VSwitchQueries queries,
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
    public VSwitchView create(NewVSwitch given) throws SQLException {
        NewVSwitch body = Fields.body(given);
        String vSwitchId = ResourceIds.next("vsw");
        VSwitchRequest.CreateVSwitch command = new VSwitchRequest.CreateVSwitch(
                vSwitchId,
                request.accountId(),
                Fields.required("vpcId", body.vpcId()),
                Fields.optional("zoneId", body.zoneId()).orElse(configuration.defaultZoneId()),
                Fields.required("cidrBlock", body.cidrBlock()),
                name(body.vSwitchName()),
                description(body.description()),
                Tags.of(body.tags()));
        return execution.once("CreateVSwitch", List.of(body), vSwitchId, command, VSwitchView.class, this::one);
    }

    private static String name(Optional<String> given) {
        return Fields.name("vSwitchName", given, ErrorCode.INVALID_VSWITCH_NAME_MALFORMED);
    }

    private static String description(Optional<String> given) {
        return Fields.description("description", given, ErrorCode.INVALID_VSWITCH_DESCRIPTION_MALFORMED);
    }

    /** @param tags each {@code key=value}, or {@code key} for any value; a vSwitch must have all of them */
    @GET
    public VSwitches list(
            @QueryParam("vSwitchId") List<String> vSwitchIds,
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("zoneId") Optional<String> zoneId,
            @QueryParam("vSwitchName") Optional<String> vSwitchName,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("routeTableId") Optional<String> routeTableId,
            @QueryParam("resourceGroupId") Optional<String> resourceGroupId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tags,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        Page<VSwitchView> found = queries.page(
                request.accountId(),
                new VSwitchQueries.Wanted(
                        vSwitchIds,
                        vpcId,
                        zoneId,
                        vSwitchName,
                        regionId,
                        routeTableId,
                        resourceGroupId,
                        Tags.filter(tags)),
                page.size(),
                page.offset());
        return new VSwitches(found.items(), found.totalCount(), page.number(), page.size());
    }

    @GET
    @Path("/{vSwitchId}")
    public VSwitchView one(String vSwitchId) throws SQLException {
        return queries.one(request.accountId(), vSwitchId).orElseThrow(() -> ResourceKind.VSWITCH.refusal(vSwitchId));
    }

    @PATCH
    @Path("/{vSwitchId}")
    public VSwitchView modify(String vSwitchId, ChangedVSwitch given) throws SQLException {
        ChangedVSwitch body = Fields.body(given);
        VSwitchRequest.ModifyVSwitch command = new VSwitchRequest.ModifyVSwitch(
                vSwitchId,
                request.accountId(),
                body.vSwitchName().map(name -> name(Optional.of(name))),
                body.description().map(text -> description(Optional.of(text))));
        return execution.once(
                "ModifyVSwitchAttribute", List.of(vSwitchId, body), vSwitchId, command, VSwitchView.class, this::one);
    }

    @DELETE
    @Path("/{vSwitchId}")
    public void delete(String vSwitchId) throws SQLException {
        execution.once(
                "DeleteVSwitch",
                List.of(vSwitchId),
                vSwitchId,
                new VSwitchRequest.DeleteVSwitch(vSwitchId, request.accountId()));
    }

    @POST
    @Path("/{vSwitchId}/tags")
    public void tag(String vSwitchId, Tagging.NewTags body) throws SQLException {
        tagging.tag(ResourceKind.VSWITCH, vSwitchId, body);
    }

    /** @param all every tag */
    @DELETE
    @Path("/{vSwitchId}/tags")
    public void untag(String vSwitchId, @QueryParam("key") List<String> keys, @QueryParam("all") Optional<String> all)
            throws SQLException {
        tagging.untag(ResourceKind.VSWITCH, vSwitchId, keys, Parameters.flag("all", all));
    }
}
