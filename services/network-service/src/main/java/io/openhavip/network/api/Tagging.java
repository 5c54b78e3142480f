package io.openhavip.network.api;

import io.openhavip.network.domain.ResourceKind;
import io.openhavip.network.domain.TagRequest;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Parameters;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags and untags resources of every kind (TagResources, UnTagResources). Thread-safe. */
@ApplicationScoped
public class Tagging {

    /** Tags to be added; one whose key is there gets the new value. */
    public record NewTags(Optional<List<Tags.NewTag>> tags) {}

    private final Execution execution;
    private final Requests.Current request;

    Tagging(Execution execution, Requests.Current request) {
        this.execution = execution;
        this.request = request;
    }

    void tag(ResourceKind kind, String id, NewTags given) throws SQLException {
        NewTags body = Fields.body(given);
        Map<String, String> tags = Tags.toAdd(body.tags());
        execution.once(
                "TagResources", List.of(id, body), id, new TagRequest.TagResource(kind, id, request.accountId(), tags));
    }

    /** @param all every tag */
    void untag(ResourceKind kind, String id, List<String> keys, boolean all) throws SQLException {
        Parameters.tagKeys(keys, all);
        execution.once(
                "UnTagResources",
                List.of(id, keys, all),
                id,
                new TagRequest.UntagResource(kind, id, request.accountId(), keys, all));
    }
}
