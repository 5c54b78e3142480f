package io.openhavip.eip.api;

import io.openhavip.eip.process.PublicAddressPool;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;

/** The operator's side of the pool of public addresses. */
@Path("/admin/address-pool")
@RunOnVirtualThread
public class AddressPoolResource {

    private final PublicAddressPool pool;

    AddressPoolResource(PublicAddressPool pool) {
        this.pool = pool;
    }

    @GET
    public PublicAddressPool.Usage usage() throws SQLException {
        return pool.usage();
    }

    /** Makes the pool's table again from the event store. */
    @POST
    @Path("/rebuild")
    public PublicAddressPool.Usage rebuild() throws SQLException {
        pool.restore();
        return pool.usage();
    }
}
