package io.openhavip.network.api;

import io.openhavip.eventing.EventSourcing;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.NetworkRequest;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.projection.NetworkQueries;
import io.openhavip.network.projection.NetworkQueries.VpcView;
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

/** VPCs. */
@Path("/vpcs")
@RunOnVirtualThread
public class VpcResource {

    /** Body of a creation. */
    public record NewVpc(
            Optional<String> cidrBlock,
            Optional<String> vpcName,
            Optional<String> description,
            Optional<String> regionId) {}

    /** A page of VPCs. */
    public record Vpcs(List<VpcView> vpcs, int pageNumber, int pageSize) {}

    private static final String DEFAULT_CIDR_BLOCK = "172.16.0.0/12";

    private final EventSourcing eventSourcing;
    private final Operations operations;
    private final NetworkQueries queries;
    private final NetworkConfiguration configuration;
    private final Requests.Current request;

    VpcResource(
            EventSourcing eventSourcing,
            Operations operations,
            NetworkQueries queries,
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
    public VpcView create(NewVpc given) throws SQLException {
        NewVpc body = Fields.body(given);
        String vpcId = ResourceIds.next("vpc");
        eventSourcing.send(
                new NetworkRequest.CreateVpc(
                        vpcId,
                        request.accountId(),
                        Fields.optional("regionId", body.regionId()).orElse(configuration.defaultRegionId()),
                        Fields.optional("cidrBlock", body.cidrBlock()).orElse(DEFAULT_CIDR_BLOCK),
                        Fields.text("vpcName", body.vpcName(), Fields.LONGEST_NAME),
                        Fields.text("description", body.description(), Fields.LONGEST_DESCRIPTION)),
                request.cause());
        operations.awaitSuccess(request.id(), vpcId);
        return one(vpcId);
    }

    @GET
    public Vpcs list(
            @QueryParam("vpcId") Optional<String> vpcId,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        return new Vpcs(queries.vpcs(vpcId, page.size(), page.offset()), page.number(), page.size());
    }

    @GET
    @Path("/{vpcId}")
    public VpcView one(String vpcId) throws SQLException {
        return queries.vpcs(Optional.of(vpcId), 1, 0).stream()
                .findFirst()
                .orElseThrow(() -> ResourceKind.VPC.refusal(vpcId));
    }

    @DELETE
    @Path("/{vpcId}")
    public void delete(String vpcId) {
        eventSourcing.send(new NetworkRequest.DeleteVpc(vpcId), request.cause());
        operations.awaitSuccess(request.id(), vpcId);
    }
}
