package io.openhavip.network.api;

import io.openhavip.eventing.EventSourcing;
import io.openhavip.network.domain.Changes;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import io.openhavip.service.api.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Carries out what requests ask for, once for each client token, and answers when the effect is seen. Thread-safe. */
@ApplicationScoped
public class Execution {

    /** Reads how the request's effect is seen. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String subject) throws SQLException;
    }

    private final EventSourcing eventSourcing;
    private final ClientTokens tokens;
    private final Operations operations;
    private final Requests.Current request;

    Execution(EventSourcing eventSourcing, ClientTokens tokens, Operations operations, Requests.Current request) {
        this.eventSourcing = eventSourcing;
        this.tokens = tokens;
        this.operations = operations;
        this.request = request;
    }

    /**
     * Gives a command whose handler answers with {@link Changes}.
     *
     * @param action what is asked for, for example {@code StopInstance}
     * @param parameters all that the caller gave
     * @param subject what the request is about
     * @throws io.openhavip.contracts.Refusal if a rule forbids it, or its end is not known in time
     */
    <T> T once(String action, List<?> parameters, String subject, Object command, Class<T> type, Reader<T> reader)
            throws SQLException {
        AtomicReference<Optional<Changes>> given = new AtomicReference<>(Optional.empty());
        return tokens.once(
                request,
                action,
                parameters,
                subject,
                type,
                connection -> given.set(Optional.of((Changes) eventSourcing.send(command, request.cause()))),
                (operationId, about) -> {
                    given.get()
                            .ifPresentOrElse(
                                    changes -> changes.lastSequences().forEach(operations::awaitApplied),
                                    () -> operations.awaitSuccess(operationId, about));
                    return reader.read(about);
                });
    }

    /** The same, where nothing is to be read afterwards. */
    void once(String action, List<?> parameters, String subject, Object command) throws SQLException {
        once(action, parameters, subject, command, String.class, about -> about);
    }
}
