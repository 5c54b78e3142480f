package io.openhavip.eventing.projection;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Lets a caller wait until the shared read model shows what it did, whichever replica applies it. Woken at once by this process's own
 * projection; looks every {@value #POLL_MILLIS} ms for what another replica applied. However many wait, one at a time looks for all of
 * them. Thread-safe.
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

    /**
     * A row.
     *
     * @param code null: it succeeded
     */
    private record Ended(String subject, String code, String message) {}

    /** Compared by identity: two may wait for the same. */
    private abstract static class Waiter<T> {
        final CompletableFuture<T> answer = new CompletableFuture<>();
    }

    private static final class ForOutcome extends Waiter<Outcome> {
        final String operationId;

        ForOutcome(String operationId) {
            this.operationId = operationId;
        }
    }

    private static final class ForEvent extends Waiter<Boolean> {
        final String aggregateId;
        final long sequence;

        ForEvent(String aggregateId, long sequence) {
            this.aggregateId = aggregateId;
            this.sequence = sequence;
        }
    }

    private final PostgresTransactions transactions;
    private final String outcomes;
    private final String progress;
    private final String projectionName;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Set<Waiter<?>> waiting = new HashSet<>();
    private boolean looking;
    private long version;

    public ReadModel(PostgresTransactions transactions, String projectionName) {
        this.transactions = transactions;
        this.projectionName = projectionName;
        this.outcomes = "SELECT operation_id, subject, code, message FROM " + projectionName
                + ".operation WHERE operation_id = ANY (?)";
        this.progress = "SELECT aggregate_id, last_sequence FROM " + projectionName
                + ".progress WHERE consumer = ? AND aggregate_id = ANY (?)";
    }

    /** Called after each commit of the projection in this process. */
    void changed() {
        lock.lock();
        try {
            lookAgain();
        } finally {
            lock.unlock();
        }
    }

    private void lookAgain() {
        version++;
        change.signalAll();
    }

    /** Waits for an operation's end; empty if it did not come in time: the outcome is unknown. */
    public Optional<Outcome> awaitOutcome(String operationId, Duration atMost) throws SQLException {
        return await(new ForOutcome(operationId), atMost);
    }

    /** Waits until an event of an aggregate is applied; whether it was in time. */
    public boolean awaitApplied(String aggregateId, long sequence, Duration atMost) throws SQLException {
        return await(new ForEvent(aggregateId, sequence), atMost).isPresent();
    }

    private <T> Optional<T> await(Waiter<T> waiter, Duration atMost) throws SQLException {
        begin(waiter);
        try {
            waiter.answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Perhaps nobody has looked since it began to wait.
            answer(List.of(waiter));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // Thrown below.
        } finally {
            end(waiter);
        }
        return found(waiter);
    }

    private static <T> Optional<T> found(Waiter<T> waiter) throws SQLException {
        try {
            return Optional.ofNullable(waiter.answer.getNow(null));
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new SQLException(cause.getMessage(), cause.getSQLState(), cause);
            }
            throw new IllegalStateException("the read model cannot be read", e.getCause());
        }
    }

    private void begin(Waiter<?> waiter) {
        lock.lock();
        try {
            waiting.add(waiter);
            lookAgain();
            if (!looking) {
                looking = true;
                Thread.ofVirtual().name("read-model-" + projectionName).start(this::look);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Waiter<?> waiter) {
        lock.lock();
        try {
            waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** For as long as anybody waits. */
    private void look() {
        while (true) {
            long seen;
            List<Waiter<?>> all;
            lock.lock();
            try {
                if (waiting.isEmpty()) {
                    looking = false;
                    return;
                }
                seen = version;
                all = List.copyOf(waiting);
            } finally {
                lock.unlock();
            }
            answer(all);
            awaitChange(seen);
        }
    }

    private void awaitChange(long seen) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
            while (version == seen && left > 0) {
                left = change.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private void answer(List<Waiter<?>> all) {
        List<ForOutcome> forOutcomes = all.stream()
                .filter(ForOutcome.class::isInstance)
                .map(ForOutcome.class::cast)
                .toList();
        List<ForEvent> forEvents = all.stream()
                .filter(ForEvent.class::isInstance)
                .map(ForEvent.class::cast)
                .toList();
        try (Connection connection = transactions.ownConnection()) {
            if (!forOutcomes.isEmpty()) {
                Map<String, Ended> ended = ended(connection, forOutcomes);
                forOutcomes.stream()
                        .filter(waiter -> ended.containsKey(waiter.operationId))
                        .forEach(waiter -> tell(waiter, ended.get(waiter.operationId)));
            }
            if (!forEvents.isEmpty()) {
                Map<String, Long> applied = applied(connection, forEvents);
                forEvents.stream()
                        .filter(waiter -> applied.getOrDefault(waiter.aggregateId, -1L) >= waiter.sequence)
                        .forEach(waiter -> waiter.answer.complete(true));
            }
        } catch (SQLException | RuntimeException | Error e) {
            all.forEach(waiter -> waiter.answer.completeExceptionally(e));
        }
    }

    /** A code of a later version is a fault to its own caller only. */
    private static void tell(ForOutcome waiter, Ended ended) {
        try {
            Optional<ErrorCode> refusal = Optional.ofNullable(ended.code()).map(ErrorCode::valueOf);
            waiter.answer.complete(new Outcome(ended.subject(), refusal, ended.message()));
        } catch (IllegalArgumentException e) {
            waiter.answer.completeExceptionally(e);
        }
    }

    private Map<String, Ended> ended(Connection connection, List<ForOutcome> wanted) throws SQLException {
        Map<String, Ended> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(outcomes)) {
            select.setArray(1, texts(connection, wanted.stream().map(it -> it.operationId)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), new Ended(row.getString(2), row.getString(3), row.getString(4)));
                }
            }
        }
        return found;
    }

    private Map<String, Long> applied(Connection connection, List<ForEvent> wanted) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(progress)) {
            select.setString(1, projectionName);
            select.setArray(2, texts(connection, wanted.stream().map(it -> it.aggregateId)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return found;
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.distinct().toArray());
    }
}
