package io.openhavip.eip.api;

import io.openhavip.eip.domain.Eip;
import io.openhavip.eip.domain.EipRequest;
import io.openhavip.eip.projection.EipQueries;
import io.openhavip.eip.projection.EipView;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.BatchTransaction;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import io.openhavip.service.api.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;

/** Gives a request's command, once for each client token, and answers when its effect is in the read model. Thread-safe. */
@ApplicationScoped
public class EipChanges {

    private final EventSourcing eventSourcing;
    private final ClientTokens tokens;
    private final Operations operations;
    private final EipQueries queries;
    private final Requests.Current request;

    EipChanges(
            EventSourcing eventSourcing,
            ClientTokens tokens,
            Operations operations,
            EipQueries queries,
            Requests.Current request) {
        this.eventSourcing = eventSourcing;
        this.tokens = tokens;
        this.operations = operations;
        this.queries = queries;
        this.request = request;
    }

    EipView change(String action, List<?> parameters, EipRequest command) throws SQLException {
        return change(action, parameters, command.eipId(), connection -> eventSourcing.send(command, request.cause()));
    }

    /** A change that is more than one command. */
    EipView change(String action, List<?> parameters, String eipId, BatchTransaction.Work work) throws SQLException {
        return tokens.once(request, action, parameters, eipId, EipView.class, work, (operationId, subject) -> {
            operations.awaitSuccess(operationId, subject);
            return one(subject);
        });
    }

    /** The release, which leaves nothing to answer with but the id. */
    void release(String eipId, BatchTransaction.Work work) throws SQLException {
        tokens.once(request, "ReleaseEipAddress", List.of(eipId), eipId, String.class, work, (operationId, subject) -> {
            operations.awaitSuccess(operationId, subject);
            return subject;
        });
    }

    /** @throws io.openhavip.contracts.Refusal if the caller's account has none with this id */
    EipView one(String eipId) throws SQLException {
        return queries.one(request.accountId(), eipId).orElseThrow(() -> Eip.notFound(eipId));
    }
}
