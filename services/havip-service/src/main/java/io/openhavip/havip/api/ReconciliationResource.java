package io.openhavip.havip.api;

import io.openhavip.havip.process.Reconciliation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;

/** The operator's side of the reconciliation with network-service. */
@Path("/admin/reconciliation")
public class ReconciliationResource {

    private final Reconciliation reconciliation;

    ReconciliationResource(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** Compares and repairs now, and answers with the report; 409 if another replica is at it. */
    @POST
    public Response run() throws SQLException {
        return reconciliation
                .run()
                .map(report -> Response.ok(report).build())
                .orElseGet(() -> Response.status(Response.Status.CONFLICT).build());
    }

    /** The report of this replica's last run; 204 before its first. */
    @GET
    public Response last() {
        return reconciliation
                .last()
                .map(report -> Response.ok(report).build())
                .orElseGet(() -> Response.noContent().build());
    }
}
