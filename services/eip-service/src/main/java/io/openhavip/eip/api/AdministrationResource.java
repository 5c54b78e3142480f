package io.openhavip.eip.api;

import io.openhavip.eip.process.Findings;
import io.openhavip.eip.process.PublicAddressPool;
import io.openhavip.eip.process.Reconciliation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.List;

/** The operator's side of the address pool and of reconciliation. */
@Path("/admin")
@RunOnVirtualThread
public class AdministrationResource {

    /** Attachments that one side alone knew of, the newest first. */
    public record Report(List<Findings.Finding> findings) {}

    private final PublicAddressPool pool;
    private final Reconciliation reconciliation;
    private final Findings findings;

    AdministrationResource(PublicAddressPool pool, Reconciliation reconciliation, Findings findings) {
        this.pool = pool;
        this.reconciliation = reconciliation;
        this.findings = findings;
    }

    @GET
    @Path("/address-pool")
    public PublicAddressPool.Usage usage() throws SQLException {
        return pool.usage();
    }

    /** Makes the pool's table again from the event store. */
    @POST
    @Path("/address-pool/rebuild")
    public PublicAddressPool.Usage rebuild() throws SQLException {
        pool.restore();
        return pool.usage();
    }

    @GET
    @Path("/reconciliation")
    public Report report() throws SQLException {
        return new Report(findings.newest());
    }

    /** Looks now, not only when its time comes round. */
    @POST
    @Path("/reconciliation")
    public Report reconcile() throws SQLException {
        reconciliation.run();
        return report();
    }
}
