package io.openhavip.service.quota;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationApproved;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationDisapproved;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationSubmitted;
import io.openhavip.service.quota.QuotaRequest.ApproveQuotaApplication;
import io.openhavip.service.quota.QuotaRequest.DisapproveQuotaApplication;
import io.openhavip.service.quota.QuotaRequest.SubmitQuotaApplication;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;

/** The applications of one account for other limits of one service. It begins with the first of them. */
public class AccountQuotas {

    private record Pending(String quotaActionCode, long desiredValue) {}

    @AggregateIdentifier
    private String accountQuotasId;

    private final Map<String, Pending> pending = new HashMap<>();

    protected AccountQuotas() {}

    /** {@code quotas-<service>-<account>} */
    static String id(String service, String accountId) {
        return "quotas-" + service + "-" + accountId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    QuotaDecision submit(SubmitQuotaApplication command) {
        QuotaDefinition quota = command.quota();
        quota.requireAdjustable();
        if (pending.values().stream().anyMatch(other -> other.quotaActionCode().equals(quota.quotaActionCode()))) {
            throw new Refusal(
                    ErrorCode.QUOTA_APPLICATION_IN_PROCESS,
                    "An application for " + quota.quotaActionCode() + " waits to be decided.");
        }
        apply(new QuotaApplicationSubmitted(
                command.accountQuotasId(),
                command.accountId(),
                command.applicationId(),
                quota.quotaActionCode(),
                command.desiredValue(),
                command.reason()));
        if (!quota.mayBecome(command.desiredValue())) {
            return disapproved(command, quota.range());
        }
        return switch (command.approval()) {
            case AUTOMATIC -> approved(command, command.desiredValue(), "");
            case MANUAL -> new QuotaDecision.Waiting();
        };
    }

    @CommandHandler
    QuotaDecision approve(ApproveQuotaApplication command) {
        Pending application = require(command.applicationId());
        long value = command.value().orElse(application.desiredValue());
        if (!command.quota().mayBecome(value)) {
            throw new Refusal(ErrorCode.INVALID_PARAMETER, command.quota().range());
        }
        return approved(command, value, command.auditReason());
    }

    @CommandHandler
    QuotaDecision disapprove(DisapproveQuotaApplication command) {
        require(command.applicationId());
        return disapproved(command, command.auditReason());
    }

    private Pending require(String applicationId) {
        Pending application = pending.get(applicationId);
        if (application == null) {
            throw new Refusal(
                    ErrorCode.QUOTA_APPLICATION_DECIDED, "The application " + applicationId + " has been decided.");
        }
        return application;
    }

    private QuotaDecision approved(QuotaRequest request, long value, String auditReason) {
        apply(new QuotaApplicationApproved(
                accountQuotasId, request.applicationId(), request.quota().quotaActionCode(), value, auditReason));
        return new QuotaDecision.Approved(value, auditReason);
    }

    private QuotaDecision disapproved(QuotaRequest request, String auditReason) {
        apply(new QuotaApplicationDisapproved(
                accountQuotasId, request.applicationId(), request.quota().quotaActionCode(), auditReason));
        return new QuotaDecision.Disapproved(auditReason);
    }

    @EventSourcingHandler
    void on(QuotaApplicationSubmitted event) {
        accountQuotasId = event.accountQuotasId();
        pending.put(event.applicationId(), new Pending(event.quotaActionCode(), event.desiredValue()));
    }

    @EventSourcingHandler
    void on(QuotaApplicationApproved event) {
        pending.remove(event.applicationId());
    }

    @EventSourcingHandler
    void on(QuotaApplicationDisapproved event) {
        pending.remove(event.applicationId());
    }
}
