package io.openhavip.havip.api;

import io.openhavip.eventing.projection.ProjectionRebuild;
import io.openhavip.havip.projection.NetworkSide;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The operator's side of the read model of what network-service says. */
@Path("/admin/projections/network-side")
public class NetworkSideResource {

    private final ProjectionRebuild rebuild;

    NetworkSideResource(NetworkSide networkSide) {
        this.rebuild = networkSide.rebuild();
    }

    /** Begins to fill the read model again from the topics while it serves; 409 if that is under way. */
    @POST
    @Path("/rebuild")
    public Response rebuild() {
        boolean started = rebuild.start();
        return Response.status(started ? Response.Status.ACCEPTED : Response.Status.CONFLICT)
                .entity(rebuild.status())
                .build();
    }

    @GET
    @Path("/rebuild")
    public ProjectionRebuild.Status status() {
        return rebuild.status();
    }
}
