package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.NextHopType;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.RouteTableRequest;
import io.openhavip.network.projection.Page;
import io.openhavip.network.projection.RouteEntryQueries;
import io.openhavip.network.projection.RouteEntryQueries.RouteEntryView;
import io.openhavip.network.projection.RouteTableQueries;
import io.openhavip.network.projection.RouteTableQueries.RouteTableView;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Route tables and their entries. */
@Path("/route-tables")
@RunOnVirtualThread
public class RouteTableResource {

    /**
     * Body of an entry's creation.
     *
     * @param nextHopType {@code Instance} where absent, as CreateRouteEntry has it
     */
    public record NewRouteEntry(
            Optional<String> destinationCidrBlock,
            Optional<String> nextHopType,
            Optional<String> nextHopId,
            Optional<String> routeEntryName,
            Optional<String> description) {}

    /** A page of route tables. */
    public record RouteTables(List<RouteTableView> routeTables, long totalCount, int pageNumber, int pageSize) {}

    /** A page of route entries. */
    public record RouteEntries(List<RouteEntryView> routeEntries, long totalCount, int pageNumber, int pageSize) {}

    private final Execution execution;
    private final RouteTableQueries queries;
    private final RouteEntryQueries entries;
    private final Tagging tagging;
    private final Requests.Current request;

    RouteTableResource(
            Execution execution,
            RouteTableQueries queries,
            RouteEntryQueries entries,
            Tagging tagging,
            Requests.Current request) {
        this.execution = execution;
        this.queries = queries;
        this.entries = entries;
        this.tagging = tagging;
        this.request = request;
    }

    @GET
    public RouteTables list(
            @QueryParam("routeTableId") List<String> routeTableIds,
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("vRouterId") Optional<String> vRouterId,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("routeEntryId") Optional<String> routeEntryId,
            @Parameter(description = Tags.IN_QUERY) @QueryParam("tag") List<String> tags,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        Page<RouteTableView> found = queries.page(
                request.accountId(),
                new RouteTableQueries.Wanted(
                        routeTableIds, vpcId, vRouterId, regionId, routeEntryId, Tags.filter(tags)),
                page.size(),
                page.offset());
        return new RouteTables(found.items(), found.totalCount(), page.number(), page.size());
    }

    @GET
    @Path("/{routeTableId}")
    public RouteTableView one(String routeTableId) throws SQLException {
        return queries.one(request.accountId(), routeTableId)
                .orElseThrow(() -> ResourceKind.ROUTE_TABLE.refusal(routeTableId));
    }

    @POST
    @Path("/{routeTableId}/entries")
    @ResponseStatus(201)
    public RouteEntryView createEntry(String routeTableId, NewRouteEntry given) throws SQLException {
        NewRouteEntry body = Fields.body(given);
        String routeEntryId = ResourceIds.next("rte");
        RouteTableRequest.CreateRouteEntry command = new RouteTableRequest.CreateRouteEntry(
                routeTableId,
                request.accountId(),
                routeEntryId,
                Fields.required("destinationCidrBlock", body.destinationCidrBlock()),
                nextHopType(Fields.optional("nextHopType", body.nextHopType()).orElse(NextHopType.Instance.name())),
                Fields.required("nextHopId", body.nextHopId()),
                Fields.name("routeEntryName", body.routeEntryName(), ErrorCode.INVALID_NAME_MALFORMED),
                Fields.description("description", body.description(), ErrorCode.INVALID_DESCRIPTION_MALFORMED));
        return execution.once(
                "CreateRouteEntry",
                List.of(routeTableId, body),
                routeEntryId,
                command,
                RouteEntryView.class,
                this::entry);
    }

    private static NextHopType nextHopType(String text) {
        for (NextHopType type : NextHopType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new Refusal(
                ErrorCode.INVALID_NEXT_HOP_TYPE,
                "The specified NextHopType " + text + " must be Instance, HaVip or NetworkInterface.");
    }

    private RouteEntryView entry(String routeEntryId) throws SQLException {
        return entries.one(request.accountId(), routeEntryId)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID_ROUTE_ENTRY_NOT_FOUND,
                        "The specified route entry " + routeEntryId + " does not exist."));
    }

    /** Entries of the route table, those of the system too. */
    @GET
    @Path("/{routeTableId}/entries")
    public RouteEntries entries(
            String routeTableId,
            @QueryParam("routeEntryId") List<String> routeEntryIds,
            @QueryParam("destinationCidrBlock") Optional<String> destinationCidrBlock,
            @QueryParam("nextHopType") Optional<String> nextHopType,
            @QueryParam("nextHopId") Optional<String> nextHopId,
            @QueryParam("routeEntryType") Optional<String> routeEntryType,
            @QueryParam("routeEntryName") Optional<String> routeEntryName,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        one(routeTableId);
        Page<RouteEntryView> found = entries.page(
                request.accountId(),
                new RouteEntryQueries.Wanted(
                        routeEntryIds,
                        Optional.of(routeTableId),
                        destinationCidrBlock,
                        nextHopType,
                        nextHopId,
                        routeEntryType,
                        routeEntryName),
                page.size(),
                page.offset());
        return new RouteEntries(found.items(), found.totalCount(), page.number(), page.size());
    }

    @DELETE
    @Path("/{routeTableId}/entries/{routeEntryId}")
    public void deleteEntry(String routeTableId, String routeEntryId) throws SQLException {
        execution.once(
                "DeleteRouteEntry",
                List.of(routeTableId, routeEntryId),
                routeTableId,
                new RouteTableRequest.DeleteRouteEntry(routeTableId, request.accountId(), routeEntryId));
    }

    /** @param nextHopId what the entry has to lead to, if it is given */
    @DELETE
    @Path("/{routeTableId}/entries")
    public void deleteEntryByDestination(
            String routeTableId,
            @QueryParam("destinationCidrBlock") Optional<String> destinationCidrBlock,
            @QueryParam("nextHopId") Optional<String> nextHopId)
            throws SQLException {
        String destination = Fields.required("destinationCidrBlock", destinationCidrBlock);
        execution.once(
                "DeleteRouteEntry",
                List.of(routeTableId, destination, nextHopId),
                routeTableId,
                new RouteTableRequest.DeleteRouteEntryByDestination(
                        routeTableId, request.accountId(), destination, nextHopId));
    }

    @POST
    @Path("/{routeTableId}/tags")
    public void tag(String routeTableId, Tagging.NewTags body) throws SQLException {
        tagging.tag(ResourceKind.ROUTE_TABLE, routeTableId, body);
    }

    /** @param all every tag */
    @DELETE
    @Path("/{routeTableId}/tags")
    public void untag(
            String routeTableId, @QueryParam("key") List<String> keys, @QueryParam("all") Optional<String> all)
            throws SQLException {
        tagging.untag(ResourceKind.ROUTE_TABLE, routeTableId, keys, Parameters.flag("all", all));
    }
}
