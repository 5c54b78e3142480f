package io.openhavip.service.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.BatchTransaction;
import io.openhavip.eventing.store.PostgresTransactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Lets a caller repeat a request with the same {@code Client-Token} and get the first answer instead of a second effect, on any
 * replica and after a restart, for {@value #KEPT_HOURS} hours (Alibaba's ClientToken). The token is noted in the transaction of the
 * request's commands. The same token with other parameters is refused; a request that was refused, at once or in the end, leaves its
 * token free; one whose end is not known yet keeps it. Thread-safe.
 */
public final class ClientTokens {

    /** Longer than the 24 hours that callers may count on. */
    static final int KEPT_HOURS = 25;

    private static final String CLAIM = """
            INSERT INTO client_token (account_id, token, fingerprint, operation_id, subject) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (account_id, token) DO NOTHING
            """;
    private static final String FIND =
            "SELECT fingerprint, operation_id, subject, answer FROM client_token WHERE account_id = ? AND token = ?";
    private static final String ANSWER =
            "UPDATE client_token SET answer = ? WHERE account_id = ? AND token = ? AND operation_id = ?";
    private static final String RELEASE =
            "DELETE FROM client_token WHERE account_id = ? AND token = ? AND operation_id = ?";
    private static final String FORGET =
            "DELETE FROM client_token WHERE created_at < now() - interval '" + KEPT_HOURS + " hours'";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private record Earlier(String fingerprint, String operationId, String subject, Optional<String> answer) {}

    private final EventSourcing eventSourcing;
    private final PostgresTransactions transactions;
    private final Operations operations;

    public ClientTokens(EventSourcing eventSourcing, Operations operations) {
        this.eventSourcing = eventSourcing;
        this.transactions = eventSourcing.transactions();
        this.operations = operations;
    }

    /** How a request's effect is seen once its commands are given. */
    @FunctionalInterface
    public interface Answer<T> {
        /** Waits for the end of the operation, and reads. */
        T read(String operationId, String subject) throws SQLException;
    }

    /**
     * Gives a request's commands, in one transaction, and answers; or, if its token began an operation before, answers as that did.
     *
     * @param action what is asked for, for example {@code CreateHaVip}
     * @param parameters all that the caller gave, records or simple values
     * @param subject the resource that the request is about; of a creation, the id that it gives
     * @param type the answer's type
     * @param commands gives the commands; may be done again when another replica overtakes it
     * @throws Refusal also {@code IdempotentParameterMismatch}, {@code IdempotentProcessing}
     */
    public <T> T once(
            Requests.Current request,
            String action,
            List<?> parameters,
            String subject,
            Class<T> type,
            BatchTransaction.Work commands,
            Answer<T> answer)
            throws SQLException {
        Optional<String> token = request.clientToken();
        if (token.isEmpty()) {
            eventSourcing.together(commands);
            return answer.read(request.id(), subject);
        }
        String fingerprint = fingerprint(action, parameters);
        boolean[] first = new boolean[1];
        eventSourcing.together(connection -> {
            first[0] = claim(request, token.get(), fingerprint, subject);
            if (first[0]) {
                commands.run(connection);
            }
        });
        Earlier noted = first[0]
                ? new Earlier(fingerprint, request.id(), subject, Optional.empty())
                : find(request.accountId(), token.get())
                        .filter(earlier -> matches(earlier, fingerprint, token.get()))
                        .orElseThrow(() -> stillProcessed(token.get()));
        return noted.answer().isPresent()
                ? read(noted.answer().get(), type)
                : finish(request.accountId(), token.get(), noted, answer);
    }

    private <T> T finish(String accountId, String token, Earlier operation, Answer<T> answer) throws SQLException {
        try {
            T result = answer.read(operation.operationId(), operation.subject());
            note(accountId, token, operation.operationId(), write(result));
            return result;
        } catch (Refusal refusal) {
            release(accountId, token, operation.operationId());
            throw refusal;
        }
    }

    private static boolean matches(Earlier earlier, String fingerprint, String token) {
        if (!earlier.fingerprint().equals(fingerprint)) {
            throw new Refusal(
                    ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
                    "The client token " + token + " was used with other parameters.");
        }
        return true;
    }

    // The request that had the token was refused between the two looks.
    private static Refusal stillProcessed(String token) {
        return new Refusal(
                ErrorCode.IDEMPOTENT_PROCESSING,
                "A request with the client token " + token + " is being processed; try again.");
    }

    /** Forgets old tokens. Called by a timer. */
    public int forgetOld() throws SQLException {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                return delete.executeUpdate();
            }
        });
    }

    private boolean claim(Requests.Current request, String token, String fingerprint, String subject)
            throws SQLException {
        return update(
                        transactions.getConnection(),
                        CLAIM,
                        request.accountId(),
                        token,
                        fingerprint,
                        request.id(),
                        subject)
                == 1;
    }

    private Optional<Earlier> find(String accountId, String token) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, accountId);
            select.setString(2, token);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Earlier(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                Optional.ofNullable(row.getString(4))))
                        : Optional.empty();
            }
        }
    }

    private void note(String accountId, String token, String operationId, String answer) throws SQLException {
        try (Connection connection = transactions.ownConnection()) {
            update(connection, ANSWER, answer, accountId, token, operationId);
        }
    }

    private void release(String accountId, String token, String operationId) throws SQLException {
        try (Connection connection = transactions.ownConnection()) {
            update(connection, RELEASE, accountId, token, operationId);
        }
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static String fingerprint(String action, List<?> parameters) {
        try {
            byte[] text = (action + "\n" + write(parameters)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    private static <T> T read(String answer, Class<T> type) {
        try {
            return JSON.readValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer is not a " + type.getSimpleName(), e);
        }
    }
}
