package io.openhavip.eip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.eip.config.EipConfiguration;
import io.openhavip.eip.domain.EipRequest;
import io.openhavip.eip.process.Allocation;
import io.openhavip.eip.projection.EipFilter;
import io.openhavip.eip.projection.EipQueries;
import io.openhavip.eip.projection.EipView;
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

/** EIPs. Every change is answered when it is done and seen in the next read, or with the code of its refusal. */
@Path("/eips")
@RunOnVirtualThread
public class EipResource {

    /** Body of an allocation. */
    public record NewEip(
            Optional<String> ipAddress,
            Optional<String> bandwidth,
            Optional<String> internetChargeType,
            Optional<String> isp,
            Optional<String> name,
            Optional<String> description,
            Optional<String> regionId,
            Optional<String> resourceGroupId,
            Optional<List<Tags.NewTag>> tags) {}

    /** Body of a modification; what is absent stays as it is. */
    public record ChangedEip(Optional<String> name, Optional<String> description, Optional<String> bandwidth) {}

    /** Body of an association; without a type it is with an instance. */
    public record NewAssociation(Optional<String> instanceId, Optional<String> instanceType) {}

    /** A page of EIPs. */
    public record Eips(List<EipView> eips, int totalCount, int pageNumber, int pageSize) {}

    private final EipChanges changes;
    private final Allocation allocation;
    private final EipQueries queries;
    private final EipConfiguration configuration;
    private final Requests.Current request;

    EipResource(
            EipChanges changes,
            Allocation allocation,
            EipQueries queries,
            EipConfiguration configuration,
            Requests.Current request) {
        this.changes = changes;
        this.allocation = allocation;
        this.queries = queries;
        this.configuration = configuration;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public EipView allocate(NewEip given) throws SQLException {
        NewEip body = Fields.body(given);
        String eipId = ResourceIds.next("eip");
        Optional<String> wanted = Fields.optional("ipAddress", body.ipAddress());
        EipRequest.AllocateEip command = new EipRequest.AllocateEip(
                eipId,
                request.accountId(),
                Fields.optional("regionId", body.regionId()).orElse(configuration.defaultRegionId()),
                "",
                EipParameters.bandwidth(body.bandwidth().orElse(EipParameters.DEFAULT_BANDWIDTH)),
                EipParameters.internetChargeType(body.internetChargeType()),
                EipParameters.isp(body.isp()),
                Fields.name("name", body.name(), ErrorCode.INVALID_NAME_MALFORMED),
                Fields.description("description", body.description(), ErrorCode.INVALID_DESCRIPTION_MALFORMED),
                body.resourceGroupId().map(Parameters::resourceGroup).orElse(""),
                Tags.of(body.tags()));
        return changes.change(
                "AllocateEipAddress",
                List.of(body),
                eipId,
                connection -> allocation.allocate(connection, wanted, command, request.cause()));
    }

    @GET
    public Eips list(
            @QueryParam("allocationId") List<String> allocationId,
            @QueryParam("ipAddress") List<String> ipAddress,
            @QueryParam("status") Optional<String> status,
            @QueryParam("instanceId") Optional<String> instanceId,
            @QueryParam("instanceType") Optional<String> instanceType,
            @QueryParam("name") Optional<String> name,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("resourceGroupId") Optional<String> resourceGroupId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tag,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        EipFilter filter = new EipFilter(
                request.accountId(),
                Parameters.values("allocationId", allocationId),
                Parameters.values("ipAddress", ipAddress),
                status.map(EipParameters::status),
                Fields.optional("instanceId", instanceId),
                instanceType.map(EipParameters::instanceTypeToFind),
                name.map(EipParameters::name),
                Fields.optional("regionId", regionId),
                Fields.optional("resourceGroupId", resourceGroupId),
                Tags.filter(tag));
        return new Eips(
                queries.list(filter, page.size(), page.offset()), queries.count(filter), page.number(), page.size());
    }

    @GET
    @Path("/{allocationId}")
    public EipView one(String allocationId) throws SQLException {
        return changes.one(allocationId);
    }

    @PATCH
    @Path("/{allocationId}")
    public EipView modify(String allocationId, ChangedEip given) throws SQLException {
        ChangedEip body = Fields.body(given);
        return changes.change(
                "ModifyEipAddressAttribute",
                List.of(allocationId, body),
                new EipRequest.ModifyEip(
                        allocationId,
                        request.accountId(),
                        body.name().map(EipParameters::name),
                        body.description().map(EipParameters::description),
                        body.bandwidth().map(EipParameters::bandwidth)));
    }

    @DELETE
    @Path("/{allocationId}")
    public void release(String allocationId) throws SQLException {
        EipRequest.ReleaseEip command = new EipRequest.ReleaseEip(allocationId, request.accountId());
        changes.release(allocationId, connection -> allocation.release(connection, command, request.cause()));
    }

    @POST
    @Path("/{allocationId}/association")
    @ResponseStatus(201)
    public EipView associate(String allocationId, NewAssociation given) throws SQLException {
        NewAssociation body = Fields.body(given);
        String spelling = body.instanceType().orElse(EipInstanceType.EcsInstance.name());
        return changes.change(
                "AssociateEipAddress",
                List.of(allocationId, body),
                new EipRequest.AssociateEip(
                        allocationId,
                        request.accountId(),
                        Fields.required("instanceId", body.instanceId()),
                        EipParameters.instanceType(spelling),
                        spelling,
                        request.id()));
    }

    /** @param instanceId what the caller believes it is associated with, if it says so */
    @DELETE
    @Path("/{allocationId}/association")
    public EipView unassociate(String allocationId, @QueryParam("instanceId") Optional<String> instanceId)
            throws SQLException {
        return changes.change(
                "UnassociateEipAddress",
                List.of(allocationId, instanceId),
                new EipRequest.UnassociateEip(
                        allocationId, request.accountId(), Fields.optional("instanceId", instanceId)));
    }
}
