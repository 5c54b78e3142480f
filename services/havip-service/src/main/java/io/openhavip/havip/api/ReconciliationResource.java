package io.openhavip.havip.api;

import io.openhavip.havip.process.Reconciliation;
import io.openhavip.havip.process.Repairs;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;

/** The operator's side of the reconciliation with network-service. */
@Path("/admin/reconciliation")
public class ReconciliationResource {

    private final Reconciliation reconciliation;
    private final Repairs repairs;

    ReconciliationResource(Reconciliation reconciliation, Repairs repairs) {
        this.reconciliation = reconciliation;
        this.repairs = repairs;
    }

    /** Compares and repairs now, and answers with the report; 409 if another replica is at it. */
    @POST
    public Response run() throws SQLException {
        return reconciliation
                .run()
                .map(report -> Response.ok(report).build())
                .orElseGet(() -> Response.status(Response.Status.CONFLICT).build());
    }

    /** The last run, of whichever replica, and the newest repairs; 204 before the first run. */
    @GET
    public Response summary() throws SQLException {
        return repairs.summary()
                .map(summary -> Response.ok(summary).build())
                .orElseGet(() -> Response.noContent().build());
    }
}
