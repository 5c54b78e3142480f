package io.openhavip.gateway.directory;

import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Users, policies and access keys in PostgreSQL. Every change is one transaction and counts the version up. Thread-safe. */
public final class DirectoryTables {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final DataSource database;
    private final Optional<SecretCipher> cipher;

    /**
     * @param masterKey encrypts the secrets; without one there can be no keys here
     * @param formerKey opens those that were encrypted before the master key was changed
     */
    public DirectoryTables(DataSource database, Optional<byte[]> masterKey, Optional<byte[]> formerKey) {
        this.database = database;
        this.cipher = masterKey.map(key -> new SecretCipher(key, formerKey));
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    long version() throws SQLException {
        return query("SELECT version FROM directory", row -> row.getLong(1)).getFirst();
    }

    /** Adds a key pair. */
    public void addKey(AccessKey key, Optional<String> userName) throws SQLException {
        byte[] secret = cipher().encrypt(key.id(), key.secret());
        change(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO access_key (id, account_id, user_name, secret) VALUES (?, ?, ?, ?)")) {
                insert.setString(1, key.id());
                insert.setString(2, key.caller().accountId());
                insert.setString(3, userName.orElse(null));
                insert.setBytes(4, secret);
                return insert.executeUpdate();
            } catch (SQLException e) {
                throw explained(
                        e,
                        new DirectoryConflict(
                                "EntityNotExist.User", "The account has no user " + userName.orElse("") + "."));
            }
        });
    }

    /** Makes a key usable or not; whether there is one. */
    public boolean setActive(String accessKeyId, boolean active) throws SQLException {
        return change(connection ->
                        update(connection, "UPDATE access_key SET active = ? WHERE id = ?", active, accessKeyId))
                == 1;
    }

    /** Whether there was one. */
    public boolean deleteKey(String accessKeyId) throws SQLException {
        return change(connection -> update(connection, "DELETE FROM access_key WHERE id = ?", accessKeyId)) == 1;
    }

    /** The keys of an account, or of all; oldest first. */
    public List<KeyView> keys(Optional<String> accountId) throws SQLException {
        return query(
                "SELECT id, account_id, user_name, active, created_at FROM access_key"
                        + " WHERE ?::text IS NULL OR account_id = ? ORDER BY created_at, id",
                row -> new KeyView(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        row.getBoolean(4) ? "Active" : "Inactive",
                        row.getTimestamp(5).toInstant()),
                accountId.orElse(null),
                accountId.orElse(null));
    }

    /** A key as it is kept. */
    record StoredKey(String id, Caller caller, byte[] secret, boolean active) {}

    List<StoredKey> storedKeys() throws SQLException {
        return query(
                "SELECT k.id, k.secret, k.account_id, k.user_name, u.id, k.active FROM access_key k"
                        + " LEFT JOIN ram_user u ON u.account_id = k.account_id AND u.name = k.user_name",
                row -> new StoredKey(
                        row.getString(1),
                        row.getString(4) == null
                                ? Caller.root(row.getString(3))
                                : Caller.user(row.getString(3), row.getString(5), row.getString(4)),
                        row.getBytes(2),
                        row.getBoolean(6)));
    }

    /**
     * Encrypts with the master key what only the former one opens, all or nothing; how many those were.
     *
     * @throws IllegalStateException if one can be opened with neither
     */
    public int reencrypt() throws SQLException {
        SecretCipher both = cipher();
        return change(connection -> {
            int changed = 0;
            for (StoredKey stored : storedKeys()) {
                if (both.isFormer(stored.id(), stored.secret())) {
                    byte[] secret = both.encrypt(stored.id(), both.decrypt(stored.id(), stored.secret()));
                    changed += update(connection, "UPDATE access_key SET secret = ? WHERE id = ?", secret, stored.id());
                }
            }
            return changed;
        });
    }

    /** @throws RuntimeException if the secret cannot be decrypted */
    AccessKey opened(StoredKey stored) {
        return new AccessKey(
                stored.id(), cipher().decrypt(stored.id(), stored.secret()), stored.caller(), stored.active());
    }

    /** Makes a user with exactly these policies, or gives them to the one there is. */
    public void putUser(String accountId, String name, String newUserId, List<String> policies) throws SQLException {
        change(connection -> {
            update(
                    connection,
                    "INSERT INTO ram_user (account_id, name, id) VALUES (?, ?, ?) ON CONFLICT (account_id, name) DO NOTHING",
                    accountId,
                    name,
                    newUserId);
            update(connection, "DELETE FROM user_policy WHERE account_id = ? AND user_name = ?", accountId, name);
            for (String policy : policies) {
                attach(connection, accountId, name, policy);
            }
            return policies.size();
        });
    }

    private static void attach(Connection connection, String accountId, String user, String policy)
            throws SQLException {
        try {
            update(
                    connection,
                    "INSERT INTO user_policy VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    accountId,
                    user,
                    policy);
        } catch (SQLException e) {
            throw explained(
                    e, new DirectoryConflict("EntityNotExist.Policy", "The account has no policy " + policy + "."));
        }
    }

    /** Whether there was one. */
    public boolean deleteUser(String accountId, String name) throws SQLException {
        return deleteUnused(
                "DELETE FROM ram_user WHERE account_id = ? AND name = ?",
                accountId,
                name,
                new DirectoryConflict("DeleteConflict.User.AccessKey", "The user has access keys; delete them first."));
    }

    /** The users of an account, or of all; by name. */
    public List<RamUser> users(Optional<String> accountId) throws SQLException {
        return query(
                "SELECT u.account_id, u.name, u.id, u.created_at, array_remove(array_agg(p.policy_name ORDER BY p.policy_name), NULL)"
                        + " FROM ram_user u LEFT JOIN user_policy p ON p.account_id = u.account_id AND p.user_name = u.name"
                        + " WHERE ?::text IS NULL OR u.account_id = ? GROUP BY u.account_id, u.name ORDER BY u.account_id, u.name",
                row -> new RamUser(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        List.of((String[]) row.getArray(5).getArray()),
                        row.getTimestamp(4).toInstant()),
                accountId.orElse(null),
                accountId.orElse(null));
    }

    List<PolicyView> policiesOf(RamUser user) throws SQLException {
        return query(
                "SELECT p.account_id, p.name, p.document, p.changed_at FROM policy p JOIN user_policy u"
                        + " ON u.account_id = p.account_id AND u.policy_name = p.name"
                        + " WHERE u.account_id = ? AND u.user_name = ? ORDER BY p.name",
                DirectoryTables::policy,
                user.accountId(),
                user.name());
    }

    private static PolicyView policy(ResultSet row) throws SQLException {
        return new PolicyView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant());
    }

    /** Makes a policy, or gives the one there is another text. */
    public void putPolicy(String accountId, String name, String document) throws SQLException {
        change(connection -> update(
                connection,
                "INSERT INTO policy (account_id, name, document) VALUES (?, ?, ?) ON CONFLICT (account_id, name)"
                        + " DO UPDATE SET document = EXCLUDED.document, changed_at = now()",
                accountId,
                name,
                document));
    }

    /** Whether there was one. */
    public boolean deletePolicy(String accountId, String name) throws SQLException {
        return deleteUnused(
                "DELETE FROM policy WHERE account_id = ? AND name = ?",
                accountId,
                name,
                new DirectoryConflict("DeleteConflict.Policy.User", "Users have the policy; take it from them first."));
    }

    /** The policies of an account, or of all; by name. */
    public List<PolicyView> policies(Optional<String> accountId) throws SQLException {
        return query(
                "SELECT account_id, name, document, changed_at FROM policy WHERE ?::text IS NULL OR account_id = ?"
                        + " ORDER BY account_id, name",
                DirectoryTables::policy,
                accountId.orElse(null),
                accountId.orElse(null));
    }

    private SecretCipher cipher() {
        return cipher.orElseThrow(() -> new DirectoryConflict(
                "MasterKeyMissing", "Secrets cannot be kept: the gateway has no havip.gateway.master-key."));
    }

    private boolean deleteUnused(String sql, String accountId, String name, DirectoryConflict used)
            throws SQLException {
        return change(connection -> {
                    try {
                        return update(connection, sql, accountId, name);
                    } catch (SQLException e) {
                        throw explained(e, used);
                    }
                })
                == 1;
    }

    /** @throws DirectoryConflict if a row that another needs is not there, or is needed */
    private static SQLException explained(SQLException e, DirectoryConflict conflict) {
        if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
            throw conflict;
        }
        return e;
    }

    private <T> T change(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                // First, so that changes come one after the other.
                update(connection, "UPDATE directory SET version = version + 1");
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private <T> List<T> query(String sql, Row<T> reader, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            set(select, values);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.of(rows));
                }
            }
            return found;
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
