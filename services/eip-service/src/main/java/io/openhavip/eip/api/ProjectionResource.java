package io.openhavip.eip.api;

import io.openhavip.eip.projection.Projections;
import io.openhavip.eventing.projection.ProjectionRebuild;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The operator's side of the read models {@code eips}, {@code eips-at-ha-vips} and {@code eips-at-instances}. */
@Path("/admin/projections/{projection}")
public class ProjectionResource {

    private final Projections projections;

    ProjectionResource(Projections projections) {
        this.projections = projections;
    }

    /** Begins to fill a read model again from its topic while it serves; 409 if that is under way. */
    @POST
    @Path("/rebuild")
    public Response rebuild(String projection) {
        ProjectionRebuild rebuild = named(projection);
        boolean started = rebuild.start();
        return Response.status(started ? Response.Status.ACCEPTED : Response.Status.CONFLICT)
                .entity(rebuild.status())
                .build();
    }

    @GET
    @Path("/rebuild")
    public ProjectionRebuild.Status status(String projection) {
        return named(projection).status();
    }

    private ProjectionRebuild named(String projection) {
        return projections.named(projection).orElseThrow(NotFoundException::new).rebuild();
    }
}
