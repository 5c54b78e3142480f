package io.openhavip.eip.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eip.domain.AddressBlock;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Which EIP has each address of the configured blocks: one row an address, changed in the transaction of the append, so that replicas
 * never give one twice. The table says no more than the events do; {@link #restore()} makes it again from them, as the first start on an
 * empty table does by itself. Thread-safe.
 */
public final class PublicAddressPool {

    /** How many addresses there are, and how many of them can be given. */
    public record Usage(long addresses, long idle) {}

    private static final String TAKE_GIVEN =
            "UPDATE public_address SET eip_id = ? WHERE address = ?::inet AND eip_id IS NULL AND pooled"
                    + " RETURNING host(address)";
    private static final String TAKE_IDLE = """
            UPDATE public_address SET eip_id = ? WHERE address = (
                SELECT address FROM public_address WHERE eip_id IS NULL AND pooled
                ORDER BY freed_at NULLS FIRST, address LIMIT 1 FOR UPDATE %s)
            RETURNING host(address)
            """;
    private static final String TAKE_UNLOCKED = TAKE_IDLE.formatted("SKIP LOCKED");
    private static final String TAKE_LAST = TAKE_IDLE.formatted("");
    private static final String FREE = "UPDATE public_address SET eip_id = NULL, freed_at = now() WHERE eip_id = ?";
    private static final String USAGE = """
            SELECT count(*) FILTER (WHERE pooled), count(*) FILTER (WHERE pooled AND eip_id IS NULL) FROM public_address
            """;

    // Waits for those who take or free an address, and keeps others waiting.
    private static final String LOCK = "LOCK TABLE public_address IN SHARE ROW EXCLUSIVE MODE";
    private static final String IS_EMPTY = "SELECT NOT EXISTS (SELECT 1 FROM public_address)";
    private static final String ADD = """
            INSERT INTO public_address (address, pooled) SELECT unnest(?::text[])::inet, true
            ON CONFLICT (address) DO UPDATE SET pooled = true WHERE NOT public_address.pooled
            """;
    private static final String TAKE_OUT =
            "UPDATE public_address SET pooled = false WHERE pooled AND NOT host(address) = ANY (?)";
    private static final String DROP = "DELETE FROM public_address WHERE NOT pooled AND eip_id IS NULL";
    private static final String FORGET_HOLDERS = "UPDATE public_address SET eip_id = NULL WHERE eip_id IS NOT NULL";
    private static final String READ_HOLDERS = """
            INSERT INTO public_address (address, eip_id, pooled)
            SELECT (payload ->> 'ipAddress')::inet, aggregate_identifier, false FROM event_json allocated
            WHERE payload_type LIKE 'eip.EipAllocated.%' AND NOT EXISTS (
                SELECT 1 FROM domain_event_entry released
                WHERE released.aggregate_identifier = allocated.aggregate_identifier
                  AND released.payload_type LIKE 'eip.EipReleased.%')
            ON CONFLICT (address) DO UPDATE SET eip_id = excluded.eip_id
            """;

    private final PostgresTransactions transactions;
    private final List<AddressBlock> blocks;

    public PublicAddressPool(PostgresTransactions transactions, List<AddressBlock> blocks) {
        this.transactions = transactions;
        this.blocks = List.copyOf(blocks);
    }

    /**
     * Makes the table agree with the configuration: new addresses come in, others go, those that an EIP has when it is released. Called
     * once, before requests.
     */
    public void prepare() throws SQLException {
        String[] addresses = blocks.stream()
                .flatMap(block -> block.addresses().stream())
                .distinct()
                .toArray(String[]::new);
        transactions.inTransaction(connection -> {
            execute(connection, LOCK);
            boolean first = isEmpty(connection);
            for (String statement : List.of(ADD, TAKE_OUT)) {
                try (PreparedStatement update = connection.prepareStatement(statement)) {
                    update.setArray(1, connection.createArrayOf("text", addresses));
                    update.executeUpdate();
                }
            }
            if (first) {
                execute(connection, READ_HOLDERS);
            }
            execute(connection, DROP);
            return true;
        });
    }

    /** Makes the holders again from the event store, while allocations and releases wait. */
    public void restore() throws SQLException {
        transactions.inTransaction(connection -> {
            execute(connection, LOCK);
            execute(connection, FORGET_HOLDERS);
            execute(connection, READ_HOLDERS);
            execute(connection, DROP);
            return true;
        });
    }

    public Usage usage() throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(USAGE);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Usage(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * Reserves an address in the current transaction.
     *
     * @param wanted empty: the one that has been idle for longest
     * @throws Refusal {@code ReserveIpFail} if there is none, {@code InvalidParameter} if the wanted one is no address
     */
    String reserve(Connection connection, String eipId, Optional<String> wanted) throws SQLException {
        if (wanted.isPresent()) {
            return take(connection, eipId, wanted.get());
        }
        Optional<String> unlocked = update(connection, TAKE_UNLOCKED, eipId);
        // Others may hold the last ones without keeping them: that is known when their transactions end.
        Optional<String> taken = unlocked.isPresent() ? unlocked : update(connection, TAKE_LAST, eipId);
        return taken.orElseThrow(
                () -> new Refusal(ErrorCode.RESERVE_IP_FAIL, "There is no idle public address in the pool."));
    }

    private static String take(Connection connection, String eipId, String wanted) throws SQLException {
        if (AddressBlock.parse(wanted).isEmpty()) {
            throw new Refusal(ErrorCode.INVALID_PARAMETER, "\"ipAddress\" " + wanted + " is not an IPv4 address.");
        }
        return update(connection, TAKE_GIVEN, eipId, wanted)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.RESERVE_IP_FAIL,
                        "The address " + wanted + " is not in the pool of public addresses, or not idle."));
    }

    /** Gives the EIP's address back in the current transaction. */
    void free(Connection connection, String eipId) throws SQLException {
        try (PreparedStatement free = connection.prepareStatement(FREE)) {
            free.setString(1, eipId);
            free.executeUpdate();
        }
    }

    private static Optional<String> update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(IS_EMPTY);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }
}
