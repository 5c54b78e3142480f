package io.openhavip.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * What requests of some accounts have left in a service's database since this was made: events of every aggregate that an event names one
 * of them for, and client tokens. What other tests leave under way is not counted. Not thread-safe.
 */
public final class Effects {

    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM event_json WHERE time_stamp >= ? AND aggregate_identifier IN
                       (SELECT aggregate_identifier FROM event_json
                        WHERE time_stamp >= ? AND payload ->> 'accountId' = ANY (?)))
                   || ' events, ' || (SELECT count(*) FROM client_token WHERE account_id = ANY (?)) || ' client tokens'""";

    private final DataSource dataSource;
    private final List<String> accountIds;
    private final String began = Instant.now().toString();
    private String counts = COUNTS;

    public Effects(DataSource dataSource, String... accountIds) {
        this.dataSource = dataSource;
        this.accountIds = List.of(accountIds);
    }

    /** Counts something further, whoever it is of. */
    public Effects and(String what, String count) {
        counts += " || ', ' || (" + count + ") || ' " + what + "'";
        return this;
    }

    /** In words; the same as before if nothing has happened. */
    public String now() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(counts)) {
            var accounts = connection.createArrayOf("text", accountIds.toArray());
            select.setString(1, began);
            select.setString(2, began);
            select.setArray(3, accounts);
            select.setArray(4, accounts);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
