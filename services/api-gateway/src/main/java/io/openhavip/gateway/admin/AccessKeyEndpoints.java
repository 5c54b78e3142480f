package io.openhavip.gateway.admin;

import io.openhavip.gateway.directory.DirectoryTables;
import io.openhavip.gateway.directory.KeyView;
import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.keys.Secret;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Access keys, for operators. */
@Path("/admin/access-keys")
@Tag(name = "Access keys")
public class AccessKeyEndpoints {

    private static final Logger AUDIT = Logger.getLogger("io.openhavip.gateway.audit");

    private final DirectoryTables tables;

    AccessKeyEndpoints(DirectoryTables tables) {
        this.tables = tables;
    }

    /**
     * One of the two says whose key it is.
     *
     * @param userName of a RAM user
     * @param root whether it is the account's own, which may do everything with the account's resources
     */
    public record NewKey(String accountId, Optional<String> userName, Optional<Boolean> root) {}

    /** @param accessKeySecret shown this once */
    public record CreatedKey(String accessKeyId, String accessKeySecret, String accountId, Optional<String> userName) {}

    /** @param status {@code Active} or {@code Inactive} */
    public record KeyStatus(String status) {}

    public record Keys(List<KeyView> accessKeys) {}

    @POST
    @ResponseStatus(201)
    @Operation(
            summary =
                    "Makes a key pair, of a RAM user or, with root, of an account; its secret is in this answer and nowhere after")
    public CreatedKey create(NewKey wanted) throws SQLException {
        if (wanted == null) {
            throw new Invalid("the body must be an object with accountId and one of userName and root");
        }
        if (wanted.userName().isPresent() == wanted.root().orElse(false)) {
            throw new Invalid(
                    "one of userName, for a RAM user's key, and \"root\":true, for the account's own, must be given");
        }
        String accountId = Names.account(wanted.accountId());
        Optional<String> userName = wanted.userName().map(Names::user);
        AccessKey key =
                new AccessKey(RandomText.accessKeyId(), new Secret(RandomText.secret()), Caller.root(accountId), true);
        tables.addKey(key, userName);
        AUDIT.infof("access key created id=%s account=%s user=%s", key.id(), accountId, userName.orElse("-"));
        return new CreatedKey(key.id(), key.secret().value(), accountId, userName);
    }

    /** @param reencrypted how many secrets the former master key had encrypted */
    public record Reencryption(int reencrypted) {}

    @POST
    @Path("/reencryption")
    @Operation(summary = "Encrypts all secrets with the master key that only the former one opens")
    public Reencryption reencrypt() throws SQLException {
        int reencrypted = tables.reencrypt();
        AUDIT.infof("access keys encrypted anew count=%d", reencrypted);
        return new Reencryption(reencrypted);
    }

    @GET
    @Operation(summary = "Lists keys without their secrets")
    public Keys list(@QueryParam("accountId") String accountId) throws SQLException {
        return new Keys(tables.keys(Names.accountIfGiven(accountId)));
    }

    @PUT
    @Path("/{accessKeyId}/status")
    @Operation(summary = "Makes a key usable or not, on every replica within a second")
    public void setStatus(@PathParam("accessKeyId") String accessKeyId, KeyStatus wanted) throws SQLException {
        boolean active = switch (wanted == null || wanted.status() == null ? "" : wanted.status()) {
            case "Active" -> true;
            case "Inactive" -> false;
            default -> throw new Invalid("status must be Active or Inactive");
        };
        if (!tables.setActive(accessKeyId, active)) {
            throw new NotFoundException();
        }
        AUDIT.infof("access key status id=%s status=%s", accessKeyId, wanted.status());
    }

    @DELETE
    @Path("/{accessKeyId}")
    @Operation(summary = "Deletes a key")
    public void delete(@PathParam("accessKeyId") String accessKeyId) throws SQLException {
        if (!tables.deleteKey(accessKeyId)) {
            throw new NotFoundException();
        }
        AUDIT.infof("access key deleted id=%s", accessKeyId);
    }
}
