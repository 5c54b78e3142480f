package io.openhavip.eip.api;

import io.openhavip.eip.domain.EipRequest;
import io.openhavip.eip.projection.EipView;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An EIP's tags and resource group. */
@Path("/eips/{allocationId}")
@RunOnVirtualThread
public class EipTagResource {

    /** Body of what adds tags; one whose key is there gets the new value. */
    public record NewTags(Optional<List<Tags.NewTag>> tags) {}

    /** Body of a move. */
    public record NewResourceGroup(Optional<String> resourceGroupId) {}

    private final EipChanges changes;
    private final Requests.Current request;

    EipTagResource(EipChanges changes, Requests.Current request) {
        this.changes = changes;
        this.request = request;
    }

    @POST
    @Path("/tags")
    public EipView tag(String allocationId, NewTags given) throws SQLException {
        Map<String, String> tags = Tags.toAdd(Fields.body(given).tags());
        return changes.change(
                "TagResources",
                List.of(allocationId, tags),
                new EipRequest.TagEip(allocationId, request.accountId(), tags));
    }

    /** Takes the tags with the given keys away, or with {@code all} and no key every tag (UnTagResources). */
    @DELETE
    @Path("/tags")
    public EipView untag(
            String allocationId, @QueryParam("key") List<String> key, @QueryParam("all") Optional<String> all)
            throws SQLException {
        boolean everyTag = Parameters.flag("all", all);
        List<String> keys = Parameters.tagKeys(key, everyTag);
        return changes.change(
                "UnTagResources",
                List.of(allocationId, keys, everyTag),
                keys.isEmpty()
                        ? new EipRequest.ClearTags(allocationId, request.accountId())
                        : new EipRequest.UntagEip(allocationId, request.accountId(), keys));
    }

    @POST
    @Path("/resource-group")
    public EipView move(String allocationId, NewResourceGroup given) throws SQLException {
        String resourceGroupId =
                Parameters.requiredResourceGroup(Fields.body(given).resourceGroupId());
        return changes.change(
                "MoveResourceGroup",
                List.of(allocationId, resourceGroupId),
                new EipRequest.MoveEipToResourceGroup(allocationId, request.accountId(), resourceGroupId));
    }
}
