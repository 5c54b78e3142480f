package io.openhavip.havip.api;

import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.projection.HaVipView;
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

/** A HAVIP's tags and resource group. */
@Path("/ha-vips")
@RunOnVirtualThread
public class HaVipTagResource {

    /** Body of what adds tags; one whose key is there gets the new value. */
    public record NewTags(Optional<List<Tags.NewTag>> tags) {}

    /** Body of a move. */
    public record NewResourceGroup(Optional<String> resourceGroupId) {}

    private final HaVipChanges changes;
    private final Requests.Current request;

    HaVipTagResource(HaVipChanges changes, Requests.Current request) {
        this.changes = changes;
        this.request = request;
    }

    @POST
    @Path("/{haVipId}/tags")
    public HaVipView tag(String haVipId, NewTags given) throws SQLException {
        Map<String, String> tags = Tags.toAdd(Fields.body(given).tags());
        return changes.change(
                "TagResources", List.of(haVipId, tags), new HaVipRequest.TagHaVip(haVipId, request.accountId(), tags));
    }

    /** Takes the tags with the given keys away, or with {@code all} and no key every tag (UnTagResources). */
    @DELETE
    @Path("/{haVipId}/tags")
    public HaVipView untag(String haVipId, @QueryParam("key") List<String> key, @QueryParam("all") Optional<String> all)
            throws SQLException {
        boolean everyTag = Parameters.flag("all", all);
        List<String> keys = Parameters.tagKeys(key, everyTag);
        return changes.change(
                "UnTagResources",
                List.of(haVipId, keys, everyTag),
                keys.isEmpty()
                        ? new HaVipRequest.ClearTags(haVipId, request.accountId())
                        : new HaVipRequest.UntagHaVip(haVipId, request.accountId(), keys));
    }

    @POST
    @Path("/{haVipId}/resource-group")
    public HaVipView move(String haVipId, NewResourceGroup given) throws SQLException {
        String resourceGroupId =
                Parameters.requiredResourceGroup(Fields.body(given).resourceGroupId());
        return changes.change(
                "MoveResourceGroup",
                List.of(haVipId, resourceGroupId),
                new HaVipRequest.MoveToResourceGroup(haVipId, request.accountId(), resourceGroupId));
    }
}
