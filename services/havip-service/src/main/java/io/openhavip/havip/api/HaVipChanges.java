package io.openhavip.havip.api;

import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.BatchTransaction;
import io.openhavip.havip.domain.HaVip;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.projection.HaVipQueries;
import io.openhavip.havip.projection.HaVipView;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Operations;
import io.openhavip.service.api.Requests;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Gives a request's command, once for each client token, and answers when its effect is in the read model. Thread-safe. */
@ApplicationScoped
public class HaVipChanges {

    private final EventSourcing eventSourcing;
    private final ClientTokens tokens;
    private final Operations operations;
    private final HaVipQueries queries;
    private final Requests.Current request;

    HaVipChanges(
            EventSourcing eventSourcing,
            ClientTokens tokens,
            Operations operations,
            HaVipQueries queries,
            Requests.Current request) {
        this.eventSourcing = eventSourcing;
        this.tokens = tokens;
        this.operations = operations;
        this.queries = queries;
        this.request = request;
    }

    /** Makes a HAVIP; {@code first} comes before the command, in its transaction. */
    HaVipView create(List<?> parameters, BatchTransaction.Work first, HaVipRequest.CreateHaVip command)
            throws SQLException {
        return tokens.once(
                request,
                "CreateHaVip",
                parameters,
                command.haVipId(),
                HaVipView.class,
                connection -> {
                    first.run(connection);
                    eventSourcing.send(command, request.cause());
                },
                this::awaitEnd);
    }

    /** A change that ends when network-service has answered. */
    HaVipView ask(String action, List<?> parameters, HaVipRequest command) throws SQLException {
        return tokens.once(
                request, action, parameters, command.haVipId(), HaVipView.class, giving(command), this::awaitEnd);
    }

    /**
     * The end of an association.
     *
     * @return empty if the HAVIP was deleted since, by somebody who saw it come free
     */
    Optional<HaVipView> unassociate(List<?> parameters, HaVipRequest.UnassociateHaVip command) throws SQLException {
        return Optional.ofNullable(tokens.once(
                request,
                "UnassociateHaVip",
                parameters,
                command.haVipId(),
                HaVipView.class,
                giving(command),
                (operationId, haVipId) -> {
                    operations.awaitSuccess(operationId, haVipId);
                    return queries.one(request.accountId(), haVipId).orElse(null);
                }));
    }

    /** The deletion, which leaves nothing to answer with but the id. */
    void delete(HaVipRequest.DeleteHaVip command) throws SQLException {
        tokens.once(
                request,
                "DeleteHaVip",
                List.of(command.haVipId()),
                command.haVipId(),
                String.class,
                giving(command),
                (operationId, haVipId) -> {
                    operations.awaitSuccess(operationId, haVipId);
                    return haVipId;
                });
    }

    /**
     * A change that the HAVIP decides alone. It may change nothing, so what is awaited is not its end, which no event would say, but
     * that the read model has all that the event store has.
     */
    HaVipView change(String action, List<?> parameters, HaVipRequest command) throws SQLException {
        return tokens.once(
                request,
                action,
                parameters,
                command.haVipId(),
                HaVipView.class,
                giving(command),
                (operationId, haVipId) -> {
                    operations.awaitApplied(haVipId, eventSourcing.lastSequence(haVipId));
                    return one(haVipId);
                });
    }

    private BatchTransaction.Work giving(HaVipRequest command) {
        return connection -> eventSourcing.send(command, request.cause());
    }

    private HaVipView awaitEnd(String operationId, String haVipId) throws SQLException {
        operations.awaitSuccess(operationId, haVipId);
        return one(haVipId);
    }

    /** @throws io.openhavip.contracts.Refusal if the caller's account has none with this id */
    HaVipView one(String haVipId) throws SQLException {
        return queries.one(request.accountId(), haVipId).orElseThrow(() -> HaVip.notFound(haVipId));
    }
}
