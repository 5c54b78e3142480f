package io.openhavip.gateway.admin;

import io.openhavip.gateway.directory.DirectoryTables;
import io.openhavip.gateway.directory.PolicyView;
import io.openhavip.gateway.ram.Policy;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Policies, for operators. */
@Path("/admin/accounts/{accountId}/policies")
@Tag(name = "Policies")
public class PolicyEndpoints {

    /** RAM's limit of a custom policy. */
    private static final int LONGEST = 6144;

    private static final Logger AUDIT = Logger.getLogger("io.openhavip.gateway.audit");

    private final DirectoryTables tables;

    PolicyEndpoints(DirectoryTables tables) {
        this.tables = tables;
    }

    public record Policies(List<PolicyView> policies) {}

    @PUT
    @Path("/{name}")
    @Operation(summary = "Makes a policy, or changes the one there is; the body is RAM's JSON")
    public void put(@PathParam("accountId") String accountId, @PathParam("name") String name, String document)
            throws SQLException {
        if (document.length() > LONGEST) {
            throw new Invalid("a policy can have %d characters, not %d".formatted(LONGEST, document.length()));
        }
        Policy.parse(document);
        tables.putPolicy(Names.account(accountId), Names.policy(name), document);
        AUDIT.infof("policy put account=%s name=%s", accountId, name);
    }

    @GET
    @Operation(summary = "Lists the policies of an account")
    public Policies list(@PathParam("accountId") String accountId) throws SQLException {
        return new Policies(tables.policies(Optional.of(Names.account(accountId))));
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Deletes a policy that no user has")
    public void delete(@PathParam("accountId") String accountId, @PathParam("name") String name) throws SQLException {
        if (!tables.deletePolicy(Names.account(accountId), name)) {
            throw new NotFoundException();
        }
        AUDIT.infof("policy deleted account=%s name=%s", accountId, name);
    }
}
