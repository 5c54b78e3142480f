package io.openhavip.eip.api;

import io.openhavip.eip.process.Findings;
import io.openhavip.eip.process.Reconciliation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;

/** The operator's side of reconciliation. */
@Path("/admin/reconciliation")
@RunOnVirtualThread
public class ReconciliationResource {

    /** Attachments that one side alone knew of, the newest first. */
    public record Report(List<Findings.Finding> findings) {}

    private final Reconciliation reconciliation;
    private final Findings findings;

    ReconciliationResource(Reconciliation reconciliation, Findings findings) {
        this.reconciliation = reconciliation;
        this.findings = findings;
    }

    @GET
    public Report report() throws SQLException {
        return new Report(findings.newest());
    }

    /** Looks now, not only when its time comes round. */
    @POST
    public Report reconcile() throws SQLException {
        reconciliation.run();
        return report();
    }
}
