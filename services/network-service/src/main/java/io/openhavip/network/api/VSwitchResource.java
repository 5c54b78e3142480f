package io.openhavip.network.api;

import io.openhavip.eventing.EventSourcing;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.VSwitchRequest;
import io.openhavip.network.projection.VSwitchQueries;
import io.openhavip.network.projection.VSwitchQueries.VSwitchView;
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
import java.util.List;
import java.util.Optional;
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
            Optional<String> description) {}

    /** A page of vSwitches. */
    public record VSwitches(List<VSwitchView> vSwitches, int pageNumber, int pageSize) {}

    private final EventSourcing eventSourcing;
    private final Operations operations;
    private final VSwitchQueries queries;
    private final NetworkConfiguration configuration;
    private final Requests.Current request;

    VSwitchResource(
            EventSourcing eventSourcing,
            Operations operations,
            VSwitchQueries queries,
            NetworkConfiguration configuration,
            Requests.Current request) {
        this.eventSourcing = eventSourcing;
        this.operations = operations;
        this.queries = queries;
        this.configuration = configuration;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public VSwitchView create(NewVSwitch given) throws SQLException {
        NewVSwitch body = Fields.body(given);
        String vSwitchId = ResourceIds.next("vsw");
        eventSourcing.send(
                new VSwitchRequest.CreateVSwitch(
                        vSwitchId,
                        Fields.required("vpcId", body.vpcId()),
                        Fields.optional("zoneId", body.zoneId()).orElse(configuration.defaultZoneId()),
                        Fields.required("cidrBlock", body.cidrBlock()),
                        Fields.text("vSwitchName", body.vSwitchName(), Fields.LONGEST_NAME),
                        Fields.text("description", body.description(), Fields.LONGEST_DESCRIPTION)),
                request.cause());
        operations.awaitSuccess(request.id(), vSwitchId);
        return one(vSwitchId);
    }

    @GET
    public VSwitches list(
            @QueryParam("vSwitchId") Optional<String> vSwitchId,
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        return new VSwitches(
                queries.vSwitches(vSwitchId, vpcId, page.size(), page.offset()), page.number(), page.size());
    }

    @GET
    @Path("/{vSwitchId}")
    public VSwitchView one(String vSwitchId) throws SQLException {
        return queries.vSwitches(Optional.of(vSwitchId), Optional.empty(), 1, 0).stream()
                .findFirst()
                .orElseThrow(() -> ResourceKind.VSWITCH.refusal(vSwitchId));
    }

    @DELETE
    @Path("/{vSwitchId}")
    public void delete(String vSwitchId) {
        eventSourcing.send(new VSwitchRequest.DeleteVSwitch(vSwitchId), request.cause());
        operations.awaitSuccess(request.id(), vSwitchId);
    }
}
