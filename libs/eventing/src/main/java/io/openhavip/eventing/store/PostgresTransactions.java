package io.openhavip.eventing.store;

import io.openhavip.eventing.UnknownOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.jboss.logging.Logger;

/**
 * Local transactions on one PostgreSQL database, bound to the thread. A transaction begun inside another joins it: only the outermost
 * commits. Axon's event store, the outbox and projections share it, which is what makes "the event and its outbox row" one step.
 *
 * <p>Thread-safe; a transaction itself belongs to the thread that began it.
 */
public final class PostgresTransactions implements TransactionManager, ConnectionProvider {

    private static final ConnectionWrapperFactory.ConnectionCloseHandler KEEP_OPEN = new KeepOpen();

    private static final Logger LOG = Logger.getLogger(PostgresTransactions.class);

    private final DataSource dataSource;
    private final ThreadLocal<Bound> current = new ThreadLocal<>();

    public PostgresTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The thread's transaction's connection, whose close() does nothing; outside a transaction one of its own, to be closed. */
    @Override
    public Connection getConnection() throws SQLException {
        Bound bound = current.get();
        if (bound == null) {
            return dataSource.getConnection();
        }
        bound.begin();
        return bound.shared;
    }

    /**
     * The event store's connection. As long as nobody else took the transaction's, what the store does stands alone: it reads, and its
     * append is one statement, the last thing that a command does. That statement then is the transaction, and commits in its own round
     * trip.
     */
    Connection storeConnection() throws SQLException {
        Bound bound = current.get();
        return bound == null ? dataSource.getConnection() : bound.shared;
    }

    /** Has the current transaction's append write a row too; a transaction that appends nothing then fails. */
    public void accompany(Companion row) {
        Bound bound = current.get();
        if (bound == null || bound.companion.isPresent()) {
            throw new IllegalStateException("an append has one companion, in its transaction");
        }
        bound.companion = Optional.of(row);
    }

    /** The row that the append which begins now is to write. */
    Optional<Companion> takeCompanion() {
        Bound bound = current.get();
        if (bound == null) {
            return Optional.empty();
        }
        Optional<Companion> taken = bound.companion;
        bound.companion = Optional.empty();
        return taken;
    }

    /** An append begins: if it stands alone, nothing may follow it. */
    void appending() {
        Bound bound = current.get();
        if (bound != null && !bound.begun) {
            bound.ended = true;
        }
    }

    /**
     * An append failed.
     *
     * @throws UnknownOutcome if it stood alone and the connection broke
     */
    void appendFailed(SQLException e) {
        Bound bound = current.get();
        if (bound != null && bound.ended && SqlStates.isConnectionLost(e)) {
            throw new UnknownOutcome("the connection broke during an append", e);
        }
    }

    /** A connection that no transaction owns; the caller closes it. */
    public Connection ownConnection() throws SQLException {
        return dataSource.getConnection();
    }

    public boolean isActive() {
        return current.get() != null;
    }

    /**
     * Runs {@code task} once the current transaction has committed; at once if there is none. It must not throw.
     */
    public void afterCommit(Runnable task) {
        Bound bound = current.get();
        if (bound == null) {
            task.run();
        } else if (!bound.afterCommit.contains(task)) {
            bound.afterCommit.add(task);
        }
    }

    /**
     * Runs work in a transaction: the thread's, if it has one, or a new one that is committed if the work returns and rolled back if
     * it throws. Work that throws in the thread's own transaction makes that one's commit fail, whoever catches the exception.
     */
    public <T> T inTransaction(SqlWork<T> work) throws SQLException {
        if (isActive()) {
            return join(work);
        }
        Transaction transaction = startTransaction();
        boolean done = false;
        try {
            T result = work.run(getConnection());
            transaction.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                transaction.rollback();
            }
        }
    }

    private <T> T join(SqlWork<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.run(getConnection());
            done = true;
            return result;
        } finally {
            if (!done) {
                // Half of the work may be written: what follows must not commit it.
                markUnusable();
            }
        }
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface SqlWork<T> {
        T run(Connection connection) throws SQLException;
    }

    @Override
    public Transaction startTransaction() {
        Bound outer = current.get();
        if (outer != null) {
            return new Joined(outer);
        }
        try {
            Bound bound = new Bound(dataSource.getConnection());
            current.set(bound);
            return bound;
        } catch (SQLException e) {
            throw new DatabaseFault("cannot begin a transaction", e);
        }
    }

    /** The outermost transaction. */
    private final class Bound implements Transaction {
        private final Connection connection;
        private final Connection shared;
        private final List<Runnable> afterCommit = new ArrayList<>();
        private Optional<Companion> companion = Optional.empty();
        private boolean begun;
        private boolean ended;
        private boolean rollbackOnly;
        private boolean finished;

        private Bound(Connection connection) {
            this.connection = connection;
            this.shared = ConnectionWrapperFactory.wrap(connection, KEEP_OPEN);
        }

        private void begin() throws SQLException {
            if (ended) {
                throw new IllegalStateException("the append that ends the transaction is done already");
            }
            if (!begun) {
                connection.setAutoCommit(false);
                begun = true;
            }
        }

        @Override
        public void commit() {
            if (rollbackOnly) {
                rollback();
                throw new IllegalStateException("a joined part of the transaction was rolled back");
            }
            if (companion.isPresent()) {
                rollback();
                throw new IllegalStateException("a row was to be written with events, and there were none");
            }
            if (finished) {
                return;
            }
            try {
                if (begun) {
                    connection.commit();
                }
            } catch (SQLException e) {
                throw SqlStates.isConnectionLost(e)
                        ? new UnknownOutcome("the connection broke during a commit", e)
                        : new DatabaseFault("commit refused", e);
            } finally {
                finish();
            }
            afterCommit.forEach(Runnable::run);
        }

        @Override
        public void rollback() {
            if (finished) {
                return;
            }
            try {
                if (begun) {
                    connection.rollback();
                }
            } catch (SQLException e) {
                // The server rolls back by itself when the connection is gone; there is nothing more to undo.
            } finally {
                finish();
            }
        }

        private void finish() {
            finished = true;
            current.remove();
            try {
                if (begun) {
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                // The pool discards a broken connection when it is handed back.
            }
            try {
                connection.close();
            } catch (SQLException e) {
                // Nothing that the caller could do about it, and the transaction's outcome is what it must learn.
                LOG.debugf("connection was not handed back cause=%s", e.getMessage());
            }
        }
    }

    /**
     * A command's transaction within another. A rollback here undoes nothing, since a command that is refused has written nothing: its
     * events are appended when the outermost unit of work commits. A failed statement leaves the outer one unusable anyway, which
     * PostgreSQL itself sees to.
     */
    private record Joined(Bound outer) implements Transaction {
        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    }

    /** Makes the current transaction's commit fail; for code that must not be followed by one. */
    public void markUnusable() {
        Bound bound = current.get();
        if (bound != null) {
            bound.rollbackOnly = true;
        }
    }

    private static final class KeepOpen implements ConnectionWrapperFactory.ConnectionCloseHandler {
        @Override
        public void close(Connection connection) {
            // The outermost transaction closes it.
        }

        @Override
        public void commit(Connection connection) {
            // The outermost transaction commits it.
        }
    }
}
