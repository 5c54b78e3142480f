package io.openhavip.havip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.havip.config.HaVipBeans;
import io.openhavip.havip.config.HaVipConfiguration;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.projection.HaVipQueries;
import io.openhavip.havip.projection.HaVipQueries.Filter;
import io.openhavip.havip.projection.HaVipView;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.ResponseStatus;

/** HAVIPs. Every change is answered when it is done and seen in the next read, or with the code of its refusal. */
@Path("/ha-vips")
@RunOnVirtualThread
public class HaVipResource {

    /** Body of a creation. */
    public record NewHaVip(
            Optional<String> vSwitchId,
            Optional<String> ipAddress,
            Optional<String> name,
            Optional<String> description,
            Optional<String> regionId) {}

    /** Body of an association. */
    public record NewAssociation(Optional<String> instanceId, Optional<String> instanceType) {}

    /** A page of HAVIPs. */
    public record HaVips(List<HaVipView> haVips, int totalCount, int pageNumber, int pageSize) {}

    private final EventSourcing eventSourcing;
    private final Operations operations;
    private final HaVipQueries queries;
    private final HaVipConfiguration configuration;
    private final Requests.Current request;

    HaVipResource(
            EventSourcing eventSourcing,
            Operations operations,
            HaVipQueries queries,
            HaVipConfiguration configuration,
            Requests.Current request) {
        this.eventSourcing = eventSourcing;
        this.operations = operations;
        this.queries = queries;
        this.configuration = configuration;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public HaVipView create(NewHaVip given) throws SQLException {
        NewHaVip body = Fields.body(given);
        String haVipId = ResourceIds.next("havip");
        perform(new HaVipRequest.CreateHaVip(
                haVipId,
                request.accountId(),
                Fields.optional("regionId", body.regionId()).orElse(configuration.defaultRegionId()),
                Fields.required("vSwitchId", body.vSwitchId()),
                Fields.optional("ipAddress", body.ipAddress()),
                Fields.text("name", body.name(), Fields.LONGEST_NAME),
                Fields.text("description", body.description(), Fields.LONGEST_DESCRIPTION)));
        return one(haVipId);
    }

    @GET
    public HaVips list(
            @QueryParam("haVipId") Optional<String> haVipId,
            @QueryParam("ipAddress") Optional<String> ipAddress,
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("vSwitchId") Optional<String> vSwitchId,
            @QueryParam("status") Optional<String> status,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        Filter filter = new Filter(
                request.accountId(),
                haVipId.stream().toList(),
                ipAddress.stream().toList(),
                vpcId.stream().toList(),
                vSwitchId.stream().toList(),
                status.map(text -> oneOf("status", text, HaVipStatus.values()).name()).stream()
                        .toList(),
                Optional.empty(),
                Map.of());
        return new HaVips(
                queries.list(filter, page.size(), page.offset()), queries.count(filter), page.number(), page.size());
    }

    @GET
    @Path("/{haVipId}")
    public HaVipView one(String haVipId) throws SQLException {
        return queries.one(request.accountId(), haVipId).orElseThrow(() -> HaVipBeans.notFound(haVipId));
    }

    @DELETE
    @Path("/{haVipId}")
    public void delete(String haVipId) {
        perform(new HaVipRequest.DeleteHaVip(haVipId));
    }

    @POST
    @Path("/{haVipId}/associations")
    @ResponseStatus(201)
    public HaVipView associate(String haVipId, NewAssociation given) throws SQLException {
        NewAssociation body = Fields.body(given);
        AssociatedInstanceType type = body.instanceType()
                .map(text -> oneOf("instanceType", text, AssociatedInstanceType.values()))
                .orElse(AssociatedInstanceType.EcsInstance);
        if (type != AssociatedInstanceType.EcsInstance) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER, "\"instanceType\" " + type + " is not supported by this version.");
        }
        perform(new HaVipRequest.AssociateHaVip(
                haVipId, Fields.required("instanceId", body.instanceId()), type, request.id()));
        return one(haVipId);
    }

    @DELETE
    @Path("/{haVipId}/associations/{instanceId}")
    public HaVipView unassociate(String haVipId, String instanceId) throws SQLException {
        perform(new HaVipRequest.UnassociateHaVip(haVipId, instanceId));
        return one(haVipId);
    }

    private void perform(HaVipRequest command) {
        eventSourcing.send(command, request.cause());
        operations.awaitSuccess(request.id(), command.haVipId());
    }

    private static <E extends Enum<E>> E oneOf(String name, String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID_PARAMETER,
                        "\"" + name + "\" must be one of "
                                + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ")) + ", not "
                                + text
                                + "."));
    }
}
