package io.openhavip.havip.projection;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The HAVIPs as DescribeHaVips shows them. {@code havip.events} fills {@code ha_vip}, {@code arp.ownership} fills {@code ownership}; a
 * master is shown only while both agree. It also publishes each HAVIP's state and ends the operations that callers wait for. What a
 * transaction's messages say is gathered and written at its end, in as many statements for five hundred as for one. Stateless;
 * thread-safe.
 */
public final class HaVipProjection implements Projection {

    static final String NAME = "ha_vip_view";

    private final String source;

    /** @param source the service's name */
    public HaVipProjection(String source) {
        this.source = source;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Topic> topics() {
        return List.of(Topics.HAVIP_EVENTS, Topics.ARP_OWNERSHIP);
    }

    @Override
    public String ddl() {
        return HaVipRows.DDL + Ownership.DDL;
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) {
        switch (message) {
            case HaVipEvent event -> gathered(writer).add(attributes, event);
            case OwnershipSwitched switched -> gathered(writer).add(switched);
            default -> {}
        }
    }

    @Override
    public void flush(ProjectionWriter writer) throws SQLException {
        gathered(writer).write(writer, source);
    }

    @Override
    public void states(Connection connection, States states) throws SQLException {
        HaVipRows.forEach(connection, row -> {
            if (row.state().isPresent()) {
                states.add(
                        Topics.HAVIP_STATE, source, row.haVipId(), row.state().get());
            }
        });
    }

    private static Gathered gathered(ProjectionWriter writer) {
        return writer.notes(Gathered.class, Gathered::new);
    }
}
