package io.openhavip.gateway.directory;

import io.openhavip.gateway.keys.Nonces;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Nonces in a table that all replicas share. One thread writes them with one connection; each statement takes all nonces that came
 * while the one before was on its way, so that their number a second isn't bound by round trips. Commits don't wait for the disk: a
 * crash of the database can forget the nonces of its last moments ({@code wal_writer_delay}, three times 200 ms), and no others.
 * Thread-safe.
 */
public final class NonceTable implements Nonces, AutoCloseable {

    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 500;

    private static final String INSERT =
            "INSERT INTO nonce (digest) SELECT unnest(?::uuid[]) ON CONFLICT DO NOTHING RETURNING digest";
    private static final Logger LOG = Logger.getLogger(NonceTable.class);

    private final DataSource database;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer = Thread.ofPlatform().name("nonces").daemon().unstarted(this::write);

    private record Waiting(UUID digest, CompletableFuture<Boolean> first) {}

    public NonceTable(DataSource database) {
        this.database = database;
    }

    /** Begins to write; ends with {@link #close}. */
    public NonceTable start() {
        writer.start();
        return this;
    }

    @Override
    public CompletionStage<Boolean> firstUse(String accessKeyId, String nonce) {
        Waiting waiting = new Waiting(digest(accessKeyId, nonce), new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            waiting.first.completeExceptionally(
                    new RejectedExecutionException("too many nonces wait for the database"));
        }
        return waiting.first;
    }

    /** Forgets the nonces of requests whose time stamps are too old to be taken again. */
    public void forget(Duration olderThan) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM nonce WHERE taken_at < now() - make_interval(secs => ?)")) {
            delete.setDouble(1, olderThan.toSeconds());
            delete.executeUpdate();
        }
    }

    private void write() {
        while (!Thread.currentThread().isInterrupted()) {
            List<Waiting> batch = new ArrayList<>();
            try {
                batch.add(queue.take());
                writeWhileItWorks(batch);
            } catch (SQLException | RuntimeException e) {
                // Those who wait too: they would each wait for the database in turn.
                queue.drainTo(batch);
                LOG.warnf("nonces cannot be written, their requests are refused count=%d cause=%s", batch.size(), e);
                batch.forEach(each -> each.first.completeExceptionally(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        queue.forEach(left -> left.first.cancel(false));
    }

    /** With one connection, until it fails; the batch holds what was not decided then. */
    private void writeWhileItWorks(List<Waiting> batch) throws SQLException, InterruptedException {
        Connection connection = database.getConnection();
        try (Statement setting = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            setting.execute("SET synchronous_commit = off");
            while (true) {
                queue.drainTo(batch, MOST_AT_ONCE - batch.size());
                insert(connection, insert, batch);
                batch.clear();
                batch.add(queue.take());
            }
        } finally {
            // Not back to the pool with its setting.
            connection.abort(Runnable::run);
        }
    }

    private static void insert(Connection connection, PreparedStatement insert, List<Waiting> batch)
            throws SQLException {
        Array digests = connection.createArrayOf(
                "uuid", batch.stream().map(Waiting::digest).toArray());
        insert.setArray(1, digests);
        Set<UUID> added = new HashSet<>();
        try (ResultSet rows = insert.executeQuery()) {
            while (rows.next()) {
                added.add(rows.getObject(1, UUID.class));
            }
        }
        // Of two that came together only one is the first.
        batch.forEach(each -> each.first.complete(added.remove(each.digest)));
    }

    static UUID digest(String accessKeyId, String nonce) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest((accessKeyId + "/" + nonce).getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }
}
