package io.openhavip.havip.api;

import static io.openhavip.service.api.Parameters.values;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.HaVipLimits;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.havip.config.HaVipConfiguration;
import io.openhavip.havip.domain.AccountLimit;
import io.openhavip.havip.domain.HaVipPrivilege;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.projection.HaVipQueries;
import io.openhavip.havip.projection.HaVipQueries.Filter;
import io.openhavip.havip.projection.HaVipView;
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

/** HAVIPs. Every change is answered when it is done and seen in the next read, or with the code of its refusal. */
@Path("/ha-vips")
@RunOnVirtualThread
public class HaVipResource {

    /** Most HAVIPs on a page (DescribeHaVips, PageSize). */
    static final int LARGEST_PAGE = 50;

    /** Body of a creation. */
    public record NewHaVip(
            Optional<String> vSwitchId,
            Optional<String> ipAddress,
            Optional<String> name,
            Optional<String> description,
            Optional<String> regionId,
            Optional<String> resourceGroupId,
            Optional<List<Tags.NewTag>> tags) {}

    /** Body of a modification; what is absent stays as it is. */
    public record ChangedHaVip(Optional<String> name, Optional<String> description) {}

    /** A page of HAVIPs. */
    public record HaVips(List<HaVipView> haVips, int totalCount, int pageNumber, int pageSize) {}

    private final HaVipChanges changes;
    private final HaVipQueries queries;
    private final QuotaLedger quotas;
    private final HaVipPrivilege privilege;
    private final HaVipConfiguration configuration;
    private final Requests.Current request;

    HaVipResource(
            HaVipChanges changes,
            HaVipQueries queries,
            QuotaLedger quotas,
            HaVipPrivilege privilege,
            HaVipConfiguration configuration,
            Requests.Current request) {
        this.changes = changes;
        this.queries = queries;
        this.quotas = quotas;
        this.privilege = privilege;
        this.configuration = configuration;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public HaVipView create(NewHaVip given) throws SQLException {
        NewHaVip body = Fields.body(given);
        String accountId = request.accountId();
        HaVipRequest.CreateHaVip command = new HaVipRequest.CreateHaVip(
                ResourceIds.next("havip"),
                accountId,
                Fields.optional("regionId", body.regionId()).orElse(configuration.defaultRegionId()),
                Fields.required("vSwitchId", body.vSwitchId()),
                HaVipParameters.address(body.ipAddress()),
                Fields.name("name", body.name(), ErrorCode.INVALID_NAME_MALFORMED),
                Fields.description("description", body.description(), ErrorCode.INVALID_DESCRIPTION_MALFORMED),
                body.resourceGroupId().map(Parameters::resourceGroup).orElse(""),
                Tags.of(body.tags()));
        return changes.create(
                List.of(body),
                connection -> {
                    privilege.require(accountId);
                    if (!quotas.take(AccountLimit.scope(accountId), 1, HaVipLimits.PER_ACCOUNT)) {
                        throw AccountLimit.exceeded(accountId);
                    }
                },
                command);
    }

    @GET
    public HaVips list(
            @QueryParam("haVipId") List<String> haVipId,
            @QueryParam("ipAddress") List<String> ipAddress,
            @QueryParam("vpcId") List<String> vpcId,
            @QueryParam("vSwitchId") List<String> vSwitchId,
            @QueryParam("status") List<String> status,
            @QueryParam("resourceGroupId") Optional<String> resourceGroupId,
            @QueryParam("regionId") Optional<String> regionId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tag,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, Fields.within("pageSize", pageSize, 1, LARGEST_PAGE));
        Filter filter = new Filter(
                request.accountId(),
                values("haVipId", haVipId),
                values("ipAddress", ipAddress),
                values("vpcId", vpcId),
                values("vSwitchId", vSwitchId),
                values("status", status).stream()
                        .map(text -> Parameters.oneOf("status", text, HaVipStatus.values(), ErrorCode.INVALID_PARAMETER)
                                .name())
                        .toList(),
                Fields.optional("resourceGroupId", resourceGroupId),
                Tags.filter(tag),
                Fields.optional("regionId", regionId));
        return new HaVips(
                queries.list(filter, page.size(), page.offset()), queries.count(filter), page.number(), page.size());
    }

    @GET
    @Path("/{haVipId}")
    public HaVipView one(String haVipId) throws SQLException {
        return changes.one(haVipId);
    }

    @PATCH
    @Path("/{haVipId}")
    public HaVipView modify(String haVipId, ChangedHaVip given) throws SQLException {
        ChangedHaVip body = Fields.body(given);
        Optional<String> name =
                body.name().map(text -> Fields.name("name", Optional.of(text), ErrorCode.INVALID_NAME_MALFORMED));
        Optional<String> description = body.description()
                .map(text ->
                        Fields.description("description", Optional.of(text), ErrorCode.INVALID_DESCRIPTION_MALFORMED));
        return changes.change(
                "ModifyHaVipAttribute",
                List.of(haVipId, body),
                new HaVipRequest.ModifyHaVip(haVipId, request.accountId(), name, description));
    }

    @DELETE
    @Path("/{haVipId}")
    public void delete(String haVipId) throws SQLException {
        changes.delete(new HaVipRequest.DeleteHaVip(haVipId, request.accountId(), request.id()));
    }
}
