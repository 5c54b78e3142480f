package io.openhavip.eip.projection;

import static io.openhavip.eip.projection.Sql.execute;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Which EIPs the carriers of one service say that they hold; what reconciliation compares the EIPs with. One projection a topic: both
 * topics number events by HAVIP ids, each on its own. Stateless; thread-safe.
 */
public final class AttachmentProjection implements Projection {

    private static final String DDL = """
            CREATE TABLE attachment (
                eip_id text NOT NULL, association_id text NOT NULL, instance_id text NOT NULL, since timestamptz NOT NULL,
                PRIMARY KEY (association_id, instance_id));
            """;
    private static final String ATTACH =
            "INSERT INTO attachment VALUES (?, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING";
    private static final String DETACH = "DELETE FROM attachment WHERE association_id = ? AND instance_id = ?";

    private final String name;
    private final Topic topic;

    private AttachmentProjection(String name, Topic topic) {
        this.name = name;
        this.topic = topic;
    }

    /** What HAVIPs hold. */
    public static AttachmentProjection atHaVips() {
        return new AttachmentProjection("eips_at_ha_vips", Topics.HAVIP_EVENTS);
    }

    /** What instances and network interfaces hold. */
    public static AttachmentProjection atInstances() {
        return new AttachmentProjection("eips_at_instances", Topics.NETWORK_EVENTS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Topic> topics() {
        return List.of(topic);
    }

    @Override
    public String ddl() {
        return DDL;
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
        Instant at = attributes.time();
        switch (message) {
            case HaVipEvent.EipAttached e -> attach(writer, e.eipId(), e.associationId(), e.haVipId(), at);
            case AssociationEvent.EipAttached e -> attach(writer, e.eipId(), e.associationId(), e.instanceId(), at);
            case HaVipEvent.EipDetached e -> execute(writer, DETACH, e.associationId(), e.haVipId());
            case AssociationEvent.EipDetached e -> execute(writer, DETACH, e.associationId(), e.instanceId());
            default -> {}
        }
    }

    private static void attach(
            ProjectionWriter writer, String eipId, String associationId, String instanceId, Instant at)
            throws SQLException {
        execute(writer, ATTACH, eipId, associationId, instanceId, at.toString());
    }
}
