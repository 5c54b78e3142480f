package io.openhavip.eventing.projection;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a caller wait until the shared read model shows what it did, whichever replica applies it. Woken at once by this process's own
 * projection; looks every {@value #POLL_MILLIS} ms for what another replica applied. Thread-safe.
 */
public final class ReadModel {

    static final long POLL_MILLIS = 20;

    /**
     * How an operation ended.
     *
     * @param subject the aggregate that it was about
     * @param refusal why it was refused; empty: it succeeded
     */
    public record Outcome(String subject, Optional<ErrorCode> refusal, String message) {}

    private final PostgresTransactions transactions;
    private final String outcome;
    private final String progress;
    private final String projectionName;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private long version;

    public ReadModel(PostgresTransactions transactions, String projectionName) {
        this.transactions = transactions;
        this.projectionName = projectionName;
        this.outcome = "SELECT subject, code, message FROM " + projectionName + ".operation WHERE operation_id = ?";
        this.progress = "SELECT 1 FROM " + projectionName
                + ".progress WHERE consumer = ? AND aggregate_id = ? AND last_sequence >= ?";
    }

    /** Called after each commit of the projection in this process. */
    void changed() {
        lock.lock();
        try {
            version++;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an operation's end; empty if it did not come in time: the outcome is unknown. */
    public Optional<Outcome> awaitOutcome(String operationId, Duration atMost) throws SQLException {
        return await(atMost, () -> outcome(operationId));
    }

    /** Waits until an event of an aggregate is applied; whether it was in time. */
    public boolean awaitApplied(String aggregateId, long sequence, Duration atMost) throws SQLException {
        return await(atMost, () -> applied(aggregateId, sequence)).isPresent();
    }

    private interface Look<T> {
        Optional<T> now() throws SQLException;
    }

    private <T> Optional<T> await(Duration atMost, Look<T> look) throws SQLException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = version();
            Optional<T> found = look.now();
            if (found.isPresent() || System.nanoTime() >= deadline || !awaitChange(seen)) {
                return found;
            }
        }
    }

    private long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitChange(long seen) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
            while (version == seen && left > 0) {
                left = change.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Outcome> outcome(String operationId) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(outcome)) {
            select.setString(1, operationId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Outcome(
                                row.getString(1),
                                Optional.ofNullable(row.getString(2)).map(ErrorCode::valueOf),
                                row.getString(3)))
                        : Optional.empty();
            }
        }
    }

    private Optional<Boolean> applied(String aggregateId, long sequence) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(progress)) {
            select.setString(1, projectionName);
            select.setString(2, aggregateId);
            select.setLong(3, sequence);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(true) : Optional.empty();
            }
        }
    }
}
