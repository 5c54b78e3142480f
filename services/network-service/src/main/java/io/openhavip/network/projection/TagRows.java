package io.openhavip.network.projection;

import io.openhavip.contracts.network.TagEvent;
import io.openhavip.contracts.network.TagEvent.ResourceTagged;
import io.openhavip.contracts.network.TagEvent.ResourceUntagged;
import java.sql.SQLException;
import java.util.Map;

/** Rows of tags, those of every kind of resource in one table. */
final class TagRows {

    static final String DDL = """
            CREATE TABLE tag (
                resource_id text NOT NULL, tag_key text NOT NULL, tag_value text NOT NULL,
                PRIMARY KEY (resource_id, tag_key));
            CREATE INDEX tag_by_key ON tag (tag_key, tag_value);
            """;

    private static final String PUT = """
            INSERT INTO tag VALUES (?, ?, ?) ON CONFLICT (resource_id, tag_key) DO UPDATE SET tag_value = excluded.tag_value
            """;

    private TagRows() {}

    static void write(EventWriter writer, TagEvent event) throws SQLException {
        switch (event) {
            case ResourceTagged e -> {
                for (Map.Entry<String, String> tag : e.tags().entrySet()) {
                    writer.execute(PUT, e.resourceId(), tag.getKey(), tag.getValue());
                }
                writer.complete(e.resourceId());
            }
            case ResourceUntagged e -> {
                for (String key : e.tagKeys()) {
                    writer.execute("DELETE FROM tag WHERE resource_id = ? AND tag_key = ?", e.resourceId(), key);
                }
                writer.complete(e.resourceId());
            }
        }
    }

    /** Removes the tags of a resource that is gone. */
    static void forget(EventWriter writer, String resourceId) throws SQLException {
        writer.execute("DELETE FROM tag WHERE resource_id = ?", resourceId);
    }
}
