package io.openhavip.service.quota;

import io.openhavip.eventing.store.DatabaseFault;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the events of {@link AccountQuotas} come to, changed in the transaction that appends them: each account's limits, to be read
 * inside any other transaction without loading, and so locking, the aggregate; and the applications of all accounts, to be listed. A
 * rule goes by it, so it is no projection, which follows later. Thread-safe.
 */
final class QuotaTables {

    /** What to look for; an empty one is not asked about. */
    record Filter(
            Optional<String> accountId,
            Optional<String> applicationId,
            Optional<String> quotaActionCode,
            Optional<QuotaApplicationStatus> status) {

        private String condition() {
            List<String> conditions = new ArrayList<>(List.of("true"));
            accountId.ifPresent(wanted -> conditions.add("account_id = ?"));
            applicationId.ifPresent(wanted -> conditions.add("application_id = ?"));
            quotaActionCode.ifPresent(wanted -> conditions.add("quota_action_code = ?"));
            status.ifPresent(wanted -> conditions.add("status = ?"));
            return String.join(" AND ", conditions);
        }

        private Object[] values(Object... further) {
            return Stream.of(
                            accountId.stream(),
                            applicationId.stream(),
                            quotaActionCode.stream(),
                            status.map(Enum::name).stream(),
                            Stream.of(further))
                    .flatMap(values -> values)
                    .toArray();
        }
    }

    private static final String LIMIT = "SELECT value FROM quota_limit WHERE account_id = ? AND quota_action_code = ?";
    private static final String SET_LIMIT = """
            INSERT INTO quota_limit (account_id, quota_action_code, value)
            SELECT account_id, quota_action_code, ? FROM quota_application WHERE application_id = ?
            ON CONFLICT (account_id, quota_action_code) DO UPDATE SET value = excluded.value
            """;
    private static final String SUBMIT = """
            INSERT INTO quota_application
                (application_id, account_id, quota_action_code, desired_value, reason, status, audit_reason)
            VALUES (?, ?, ?, ?, ?, 'Process', '')
            """;
    private static final String DECIDE = """
            UPDATE quota_application SET status = ?, approved_value = ?, audit_reason = ?, decided_at = now()
            WHERE application_id = ?
            """;
    private static final String ONE = "SELECT * FROM quota_application WHERE application_id = ?";
    private static final String COUNT = "SELECT count(*) FROM quota_application WHERE ";
    private static final String LIST = "SELECT * FROM quota_application WHERE ";
    private static final String PAGE = " ORDER BY applied_at, application_id LIMIT ? OFFSET ?";

    private final PostgresTransactions transactions;

    QuotaTables(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** The account's own limit, as of the last committed approval; empty: it has the default. */
    OptionalLong limit(String accountId, String quotaActionCode) {
        try (Connection connection = transactions.getConnection();
                PreparedStatement select = prepare(connection, LIMIT, accountId, quotaActionCode);
                ResultSet row = select.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        } catch (SQLException e) {
            throw new DatabaseFault("cannot read a limit", e);
        }
    }

    void submit(Connection connection, QuotaRequest.SubmitQuotaApplication command) throws SQLException {
        update(
                connection,
                SUBMIT,
                command.applicationId(),
                command.accountId(),
                command.quota().quotaActionCode(),
                command.desiredValue(),
                command.reason());
    }

    void decide(Connection connection, String applicationId, QuotaDecision decision) throws SQLException {
        switch (decision) {
            case QuotaDecision.Approved(long value, String auditReason) -> {
                update(connection, DECIDE, QuotaApplicationStatus.Agree.name(), value, auditReason, applicationId);
                update(connection, SET_LIMIT, value, applicationId);
            }
            case QuotaDecision.Disapproved(String auditReason) ->
                update(connection, DECIDE, QuotaApplicationStatus.Disagree.name(), null, auditReason, applicationId);
            case QuotaDecision.Waiting ignored -> {}
        }
    }

    Optional<QuotaApplication> one(String applicationId) throws SQLException {
        try (Connection connection = transactions.getConnection();
                PreparedStatement select = prepare(connection, ONE, applicationId);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(application(row)) : Optional.empty();
        }
    }

    /** The oldest first. */
    List<QuotaApplication> list(Filter filter, int limit, int offset) throws SQLException {
        try (Connection connection = transactions.getConnection();
                PreparedStatement select =
                        prepare(connection, LIST + filter.condition() + PAGE, filter.values(limit, offset));
                ResultSet rows = select.executeQuery()) {
            List<QuotaApplication> found = new ArrayList<>();
            while (rows.next()) {
                found.add(application(rows));
            }
            return found;
        }
    }

    int count(Filter filter) throws SQLException {
        try (Connection connection = transactions.getConnection();
                PreparedStatement select = prepare(connection, COUNT + filter.condition(), filter.values());
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static QuotaApplication application(ResultSet row) throws SQLException {
        return new QuotaApplication(
                row.getString("application_id"),
                row.getString("account_id"),
                row.getString("quota_action_code"),
                row.getLong("desired_value"),
                row.getString("reason"),
                QuotaApplicationStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getObject("approved_value", Long.class)),
                row.getString("audit_reason"),
                row.getObject("applied_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
