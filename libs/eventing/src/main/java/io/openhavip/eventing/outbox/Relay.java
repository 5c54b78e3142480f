package io.openhavip.eventing.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Sends the outbox to Kafka: every row at least once, the rows of one key in order, none lost. It reads the visible rows of a work
 * list instead of "greater than my position", so an append that commits late is found when it becomes visible, however late that is.
 *
 * <p>One relay leads per database, by an advisory lock that its session holds; the others stand by. Any failed send, and any trouble
 * with the database, ends the {@link RelayTerm}: its producers are closed, nothing more is deleted, and the next term starts from the
 * work list, which sends what was not known to have arrived again, in order.
 *
 * <p>A former leader that does not know yet may still have records with its producers, {@value RelayTerm#MAX_IN_FLIGHT} at most, and
 * be paused for any time before they arrive. They are rows that its successor sends too, so for events they are duplicates; what they
 * could do to a compacted topic {@link StateRepair} undoes.
 *
 * <p>Owns two threads, and while it leads up to two more, two connections, two producers
 * and a consumer, from {@link #start()} to {@link #close()}. Thread-safe.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final long CLOSE_MILLIS = 10_000;
    private static final long RETRY_MILLIS = 500;

    private final DataSource dataSource;
    private final String source;
    private final Map<String, Object> producerConfiguration;
    private final CommitNotifier notifier;
    private final Wake wake = new Wake();
    private final Counter sent;
    private final Counter restarts;
    private final Counter repairs;
    private final Thread thread = Thread.ofPlatform().name("relay").daemon().unstarted(this::run);
    private volatile boolean closed;
    private volatile boolean leading;

    /**
     * @param dataSource the service's database; two of its connections stay taken while this relay leads
     * @param source the service's name, CloudEvents {@code source}
     * @param producerOverrides further producer configuration, such as TLS
     */
    public Relay(
            DataSource dataSource,
            String source,
            String bootstrapServers,
            Map<String, Object> producerOverrides,
            MeterRegistry meters) {
        this.dataSource = dataSource;
        this.source = source;
        this.producerConfiguration = RelayTerm.producerConfiguration(bootstrapServers, source, producerOverrides);
        this.notifier = new CommitNotifier(dataSource);
        this.sent = Counter.builder("havip.relay.sent").register(meters);
        this.restarts = Counter.builder("havip.relay.restarts").register(meters);
        this.repairs = Counter.builder("havip.relay.states.repaired").register(meters);
        Gauge.builder("havip.relay.leading", this, relay -> relay.leading ? 1 : 0)
                .register(meters);
    }

    public void start() {
        notifier.start();
        thread.start();
    }

    /** Says that a transaction with outbox rows has committed. Cheap, never blocks. */
    public void committed() {
        if (leading) {
            wake.signal();
        } else {
            notifier.committed();
        }
    }

    /** Whether this process sends the database's messages now. */
    public boolean isLeading() {
        return leading;
    }

    /** Stops sending; what is not sent stays on the work list. Waits for sends under way. */
    @Override
    public void close() {
        closed = true;
        wake.signal();
        notifier.close();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Optional<LeaderSession> taken = LeaderSession.tryLead(dataSource);
                if (taken.isPresent()) {
                    lead(taken.get());
                } else {
                    wake.await(RETRY_MILLIS);
                }
            } catch (SQLException e) {
                LOG.warnf("relay has no database service=%s cause=%s", source, e.getMessage());
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "relay failed service=%s", source);
                pause();
            }
        }
    }

    private void lead(LeaderSession taken) throws SQLException, InterruptedException {
        try (taken;
                CommitListener listener = CommitListener.start(dataSource, wake);
                StateRepair states = new StateRepair(producerConfiguration, repairs)) {
            LOG.infof("relay leads service=%s", source);
            leading = true;
            while (!closed) {
                try (RelayTerm term =
                        new RelayTerm(taken.connection(), listener, states, source, producers(), wake, sent)) {
                    term.sendUntil(() -> closed);
                } catch (SendFailed e) {
                    restarts.increment();
                    LOG.warnf("relay starts again from its work list service=%s cause=%s", source, e.getMessage());
                    pause();
                }
            }
        } finally {
            leading = false;
        }
    }

    private RelayProducers producers() {
        return RelayProducers.open(producerConfiguration);
    }

    private void pause() {
        try {
            // Not woken by commits: a broker that is away is asked again at a fixed pace.
            Thread.currentThread().join(Duration.ofMillis(RETRY_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
