package io.openhavip.eip.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.eventing.consume.DeadLetterSink;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.projection.LiveProjection;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionRebuild;
import io.openhavip.eventing.projection.ReadModel;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A projection with what keeps its tables up to date and fills them anew. */
public record Maintained(ReadModel readModel, LiveProjection live, ProjectionRebuild rebuild) {

    public static Maintained of(
            Projection projection,
            PostgresTransactions transactions,
            Outbox outbox,
            DeadLetterSink deadLetters,
            String bootstrapServers,
            MeterRegistry meters) {
        ReadModel readModel = new ReadModel(transactions, projection.name());
        return new Maintained(
                readModel,
                new LiveProjection(projection, transactions, outbox, deadLetters, readModel, meters),
                new ProjectionRebuild(projection, transactions, outbox, readModel, bootstrapServers, Map.of()));
    }

    /**
     * Makes the tables if there are none; they are filled in the background then.
     *
     * @param patience how long this waits until they are
     */
    public void prepare(Duration patience) throws SQLException {
        if (live.createIfAbsent()) {
            rebuild.fill(patience);
        }
    }
}
