package io.openhavip.network.api;

import io.openhavip.eventing.EventSourcing;
import io.openhavip.network.domain.Changes;
import io.openhavip.network.domain.NetworkRequest;
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

    private final EventSourcing eventSourcing;
    private final Operations operations;
    private final ClientTokens clientTokens;
    private final Requests.Current request;

    Execution(EventSourcing eventSourcing, Operations operations, ClientTokens clientTokens, Requests.Current request) {
        this.eventSourcing = eventSourcing;
        this.operations = operations;
        this.clientTokens = clientTokens;
        this.request = request;
    }

    /** How the resource that a request is about is read, by its id. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String id) throws SQLException;
    }

    /**
     * @param action for example {@code CreateVpc}
     * @param parameters all that the caller gave
     * @param subject id of the resource
     * @param type the answer's type
     */
    <T> T once(
            String action, List<?> parameters, String subject, NetworkRequest command, Class<T> type, Reader<T> reader)
            throws SQLException {
        AtomicReference<Optional<Changes>> changes = new AtomicReference<>(Optional.empty());
        return clientTokens.once(
                request,
                action,
                parameters,
                subject,
                type,
                connection -> changes.set(Optional.of((Changes) eventSourcing.send(command, request.cause()))),
                (operationId, id) -> {
                    await(changes.get(), operationId, id);
                    return reader.read(id);
                });
    }

    /** For what leaves nothing to read. */
    void once(String action, List<?> parameters, String subject, NetworkRequest command) throws SQLException {
        once(action, parameters, subject, command, Boolean.class, id -> true);
    }

    /**
     * An operation that an earlier request began may have changed nothing, which no event ends: what is awaited is that the read model
     * has all that the event store has of the subject. A subject that is not an aggregate is one that was created, whose end is told.
     */
    private void await(Optional<Changes> own, String operationId, String subject) {
        if (own.isPresent()) {
            own.get().lastSequences().forEach(operations::awaitApplied);
            return;
        }
        long sequence = eventSourcing.lastSequence(subject);
        if (sequence >= 0) {
            operations.awaitApplied(subject, sequence);
        } else {
            operations.awaitSuccess(operationId, subject);
        }
    }
}
