package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.DeploymentStrategy;
import io.openhavip.network.config.NetworkConfiguration;
import io.openhavip.network.domain.DeploymentSetRequest;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.projection.DeploymentSetQueries;
import io.openhavip.network.projection.DeploymentSetQueries.DeploymentSetView;
import io.openhavip.network.projection.Page;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.ResourceIds;
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
import org.jboss.resteasy.reactive.ResponseStatus;

/** Deployment sets. */
@Path("/deployment-sets")
@RunOnVirtualThread
public class DeploymentSetResource {

    /**
     * Body of a creation.
     *
     * @param strategy {@code Availability} where absent
     */
    public record NewDeploymentSet(
            Optional<String> deploymentSetName,
            Optional<String> description,
            Optional<String> strategy,
            Optional<String> regionId) {}

    /** Body of a change: what is absent stays as it is. */
    public record ChangedDeploymentSet(Optional<String> deploymentSetName, Optional<String> description) {}

    /** A page of deployment sets. */
    public record DeploymentSets(
            List<DeploymentSetView> deploymentSets, long totalCount, int pageNumber, int pageSize) {}

    private final Execution execution;
    private final DeploymentSetQueries queries;
    private final NetworkConfiguration configuration;
    private final Requests.Current request;

    DeploymentSetResource(
            Execution execution,
            DeploymentSetQueries queries,
            NetworkConfiguration configuration,
            Requests.Current request) {
        this.execution = execution;
        this.queries = queries;
        this.configuration = configuration;
        this.request = request;
    }

    @POST
    @ResponseStatus(201)
    public DeploymentSetView create(NewDeploymentSet given) throws SQLException {
        NewDeploymentSet body = Fields.body(given);
        String deploymentSetId = ResourceIds.next("ds");
        DeploymentSetRequest.CreateDeploymentSet command = new DeploymentSetRequest.CreateDeploymentSet(
                deploymentSetId,
                request.accountId(),
                Fields.optional("regionId", body.regionId()).orElse(configuration.defaultRegionId()),
                name(body.deploymentSetName()),
                description(body.description()),
                strategy(Fields.optional("strategy", body.strategy()).orElse(DeploymentStrategy.Availability.name())));
        return execution.once(
                "CreateDeploymentSet", List.of(body), deploymentSetId, command, DeploymentSetView.class, this::one);
    }

    private static String name(Optional<String> given) {
        return Fields.name("deploymentSetName", given, ErrorCode.INVALID_DEPLOYMENT_SET_NAME_MALFORMED);
    }

    private static String description(Optional<String> given) {
        return Fields.description("description", given, ErrorCode.INVALID_DESCRIPTION_MALFORMED);
    }

    private static DeploymentStrategy strategy(String name) {
        for (DeploymentStrategy strategy : DeploymentStrategy.values()) {
            if (strategy.name().equals(name)) {
                return strategy;
            }
        }
        throw new Refusal(
                ErrorCode.INVALID_DEPLOYMENT_SET_STRATEGY,
                "The specified Strategy " + name + " must be Availability, AvailabilityGroup or LowLatency.");
    }

    @GET
    public DeploymentSets list(
            @QueryParam("deploymentSetId") List<String> deploymentSetIds,
            @QueryParam("deploymentSetName") Optional<String> deploymentSetName,
            @QueryParam("strategy") Optional<String> strategy,
            @QueryParam("regionId") Optional<String> regionId,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        Paging page = Paging.of(pageNumber, pageSize);
        Page<DeploymentSetView> found = queries.page(
                request.accountId(),
                new DeploymentSetQueries.Wanted(
                        deploymentSetIds,
                        deploymentSetName,
                        strategy.map(name -> strategy(name).name()),
                        regionId),
                page.size(),
                page.offset());
        return new DeploymentSets(found.items(), found.totalCount(), page.number(), page.size());
    }

    @GET
    @Path("/{deploymentSetId}")
    public DeploymentSetView one(String deploymentSetId) throws SQLException {
        return queries.one(request.accountId(), deploymentSetId)
                .orElseThrow(() -> ResourceKind.DEPLOYMENT_SET.refusal(deploymentSetId));
    }

    @PATCH
    @Path("/{deploymentSetId}")
    public DeploymentSetView modify(String deploymentSetId, ChangedDeploymentSet given) throws SQLException {
        ChangedDeploymentSet body = Fields.body(given);
        DeploymentSetRequest.ModifyDeploymentSet command = new DeploymentSetRequest.ModifyDeploymentSet(
                deploymentSetId,
                request.accountId(),
                body.deploymentSetName().map(name -> name(Optional.of(name))),
                body.description().map(text -> description(Optional.of(text))));
        return execution.once(
                "ModifyDeploymentSetAttribute",
                List.of(deploymentSetId, body),
                deploymentSetId,
                command,
                DeploymentSetView.class,
                this::one);
    }

    @DELETE
    @Path("/{deploymentSetId}")
    public void delete(String deploymentSetId) throws SQLException {
        execution.once(
                "DeleteDeploymentSet",
                List.of(deploymentSetId),
                deploymentSetId,
                new DeploymentSetRequest.DeleteDeploymentSet(deploymentSetId, request.accountId()));
    }
}
