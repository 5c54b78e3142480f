package io.openhavip.eventing.projection;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A read model: tables that say nothing but what the topics said, so that they can be dropped and filled again. What two topics say
 * about one thing stands in two tables and is joined when read, since neither topic waits for the other.
 *
 * <p>Its tables live in a schema of their own and are named without it, so that the same code fills the live ones and, during a
 * rebuild, their shadows.
 */
public interface Projection {

    /** Lower-case letters and underscores; the live schema is named so. */
    String name();

    /** The topics that it is made from; kept for ever. */
    List<Topic> topics();

    /** Statements that create its tables and indexes, unqualified. */
    String ddl();

    /** Writes what a message says. Called once for each event of an aggregate, in order; types that it is not about it ignores. */
    void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException;

    /**
     * Writes what {@link #apply} only noted with the writer ({@link ProjectionWriter#notes}); called once a transaction, after its last
     * message.
     */
    default void flush(ProjectionWriter writer) throws SQLException {}

    /**
     * Lists the current states that its events have led it to publish, from its tables: a rebuild tells them all at its end. Tombstones
     * are not among them; those are the ones that {@link #apply} publishes.
     */
    default void states(Connection connection, States states) throws SQLException {}

    /** Takes what {@link Projection#states} lists. */
    interface States {
        /**
         * @param source the service's name
         * @param aggregateId whose events the state comes from; its last one that was applied is the state's sequence
         */
        void add(Topic topic, String source, String aggregateId, Message state) throws SQLException;
    }
}
