package io.openhavip.gateway.admin;

import io.openhavip.gateway.directory.DirectoryTables;
import io.openhavip.gateway.directory.RamUser;
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

/** RAM users, for operators. */
@Path("/admin/accounts/{accountId}/users")
@Tag(name = "RAM users")
public class UserEndpoints {

    private static final Logger AUDIT = Logger.getLogger("io.openhavip.gateway.audit");

    private final DirectoryTables tables;

    UserEndpoints(DirectoryTables tables) {
        this.tables = tables;
    }

    /** @param policies names of policies of the same account; an empty list: the user may do nothing */
    public record UserPolicies(List<String> policies) {}

    public record Users(List<RamUser> users) {}

    @PUT
    @Path("/{name}")
    @Operation(summary = "Makes a user with these policies, or gives just them to the user there is")
    public void put(@PathParam("accountId") String accountId, @PathParam("name") String name, UserPolicies wanted)
            throws SQLException {
        if (wanted == null || wanted.policies() == null) {
            throw new Invalid("policies must be given; an empty list takes all from the user");
        }
        List<String> policies = wanted.policies().stream().map(Names::policy).toList();
        tables.putUser(Names.account(accountId), Names.user(name), RandomText.userId(), policies);
        AUDIT.infof("user put account=%s name=%s policies=%s", accountId, name, policies);
    }

    @GET
    @Operation(summary = "Lists the users of an account with the names of their policies")
    public Users list(@PathParam("accountId") String accountId) throws SQLException {
        return new Users(tables.users(Optional.of(Names.account(accountId))));
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Deletes a user that has no access keys")
    public void delete(@PathParam("accountId") String accountId, @PathParam("name") String name) throws SQLException {
        if (!tables.deleteUser(Names.account(accountId), name)) {
            throw new NotFoundException();
        }
        AUDIT.infof("user deleted account=%s name=%s", accountId, name);
    }
}
