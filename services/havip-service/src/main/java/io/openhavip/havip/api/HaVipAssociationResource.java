package io.openhavip.havip.api;

import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.domain.Master;
import io.openhavip.havip.projection.HaVipView;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.Requests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Which instances, or network interfaces, may announce a HAVIP. */
@Path("/ha-vips")
@RunOnVirtualThread
public class HaVipAssociationResource {

    /** Body of an association; {@code instanceType} is {@code EcsInstance} when absent. */
    public record NewAssociation(Optional<String> instanceId, Optional<String> instanceType) {}

    private final HaVipChanges changes;
    private final MasterGrace grace;
    private final Turn turn;
    private final Requests.Current request;

    HaVipAssociationResource(HaVipChanges changes, MasterGrace grace, Turn turn, Requests.Current request) {
        this.changes = changes;
        this.grace = grace;
        this.turn = turn;
        this.request = request;
    }

    @POST
    @Path("/{haVipId}/associations")
    @ResponseStatus(201)
    public HaVipView associate(String haVipId, NewAssociation given) throws SQLException {
        NewAssociation body = Fields.body(given);
        String instanceId = Fields.required("instanceId", body.instanceId());
        AssociatedInstanceType type = HaVipParameters.instanceType(body.instanceType());
        return turn.await(() -> changes.ask(
                "AssociateHaVip",
                List.of(haVipId, instanceId, type),
                new HaVipRequest.AssociateHaVip(haVipId, request.accountId(), instanceId, type, request.id())));
    }

    @DELETE
    @Path("/{haVipId}/associations/{instanceId}")
    public Optional<HaVipView> unassociate(
            String haVipId, String instanceId, @QueryParam("force") Optional<String> force) throws SQLException {
        boolean forced = Parameters.flag("force", force);
        return forced
                ? turn.await(() -> unassociate(haVipId, instanceId, true, Optional.empty()))
                : grace.await(
                        request.accountId(),
                        haVipId,
                        instanceId,
                        master -> unassociate(haVipId, instanceId, false, master));
    }

    private Optional<HaVipView> unassociate(String haVipId, String instanceId, boolean forced, Optional<Master> master)
            throws SQLException {
        return changes.unassociate(
                List.of(haVipId, instanceId, forced),
                new HaVipRequest.UnassociateHaVip(haVipId, request.accountId(), instanceId, forced, master));
    }
}
