package io.openhavip.arp.deciding;

import io.openhavip.eventing.consume.Backoff;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.store.PostgresTransactions;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Puts announcements that can never be read on arp.dlq, and waits for as long as the database is away. Thread-safe. */
@Singleton
public class InvalidAnnouncements {

    private static final String CONSUMER = "arp-gateway";
    private static final Logger LOG = Logger.getLogger(InvalidAnnouncements.class);

    private final PostgresTransactions transactions;
    private final DeadLetters deadLetters;
    private final Backoff backoff = new Backoff();

    InvalidAnnouncements(PostgresTransactions transactions, DeadLetters deadLetters) {
        this.transactions = transactions;
        this.deadLetters = deadLetters;
    }

    /** Returns when the dead letter is committed. */
    void bury(ConsumerRecord<String, byte[]> record, String reason) {
        LOG.errorf(
                "announcement is a dead letter partition=%d offset=%d reason=%s",
                record.partition(), record.offset(), reason);
        for (int attempt = 0; ; attempt++) {
            try {
                transactions.inTransaction(_ -> {
                    deadLetters.add(CONSUMER, record, reason);
                    return true;
                });
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("dead letter waits attempt=%d cause=%s", attempt, e.getMessage());
                backoff.await(attempt);
            }
        }
    }

    void stop() {
        backoff.stop();
    }
}
