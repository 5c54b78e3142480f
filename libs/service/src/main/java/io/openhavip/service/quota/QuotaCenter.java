package io.openhavip.service.quota;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.service.ServiceIdentity;
import io.openhavip.service.quota.QuotaRequest.ApproveQuotaApplication;
import io.openhavip.service.quota.QuotaRequest.DisapproveQuotaApplication;
import io.openhavip.service.quota.QuotaRequest.SubmitQuotaApplication;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Takes applications for other limits, and an operator's decisions about them. Every change is given in a transaction of
 * {@link EventSourcing#together}, in which the tables follow the events. Thread-safe.
 */
@Singleton
public class QuotaCenter {

    private final ServiceIdentity identity;
    private final Quotas quotas;
    private final QuotaConfiguration configuration;
    private final EventSourcing eventSourcing;
    private final QuotaTables tables;

    public QuotaCenter(
            ServiceIdentity identity, Quotas quotas, QuotaConfiguration configuration, EventSourcing eventSourcing) {
        this.identity = identity;
        this.quotas = quotas;
        this.configuration = configuration;
        this.eventSourcing = eventSourcing;
        this.tables = new QuotaTables(eventSourcing.transactions());
    }

    /** @throws Refusal {@code QUOTA.NOT.EXISTS}, {@code QUOTA.CANT.EDIT}, {@code QUOTA.APPLICATION.PROCESS} */
    public void submit(
            Connection connection,
            String accountId,
            String applicationId,
            String quotaActionCode,
            long desiredValue,
            String reason,
            Cause cause)
            throws SQLException {
        SubmitQuotaApplication command = new SubmitQuotaApplication(
                AccountQuotas.id(identity.name(), accountId),
                accountId,
                applicationId,
                quotas.require(quotaActionCode),
                desiredValue,
                reason,
                configuration.approval());
        QuotaDecision decision = give(command, cause);
        tables.submit(connection, command);
        tables.decide(connection, applicationId, decision);
    }

    /**
     * @param value what is approved; empty: what was asked for
     * @throws Refusal {@code QUOTA.APPLICATION.NOT.EXISTS}, {@code QUOTA.APPLICATION.DECIDED}, {@code InvalidParameter} for a value
     *     that nobody may apply for
     */
    public void approve(
            Connection connection, String applicationId, Optional<Long> value, String auditReason, Cause cause)
            throws SQLException {
        QuotaApplication application = require(applicationId);
        QuotaDecision decision = give(
                new ApproveQuotaApplication(
                        AccountQuotas.id(identity.name(), application.accountId()),
                        applicationId,
                        quotas.require(application.quotaActionCode()),
                        value,
                        auditReason),
                cause);
        tables.decide(connection, applicationId, decision);
    }

    /** @throws Refusal {@code QUOTA.APPLICATION.NOT.EXISTS}, {@code QUOTA.APPLICATION.DECIDED} */
    public void disapprove(Connection connection, String applicationId, String auditReason, Cause cause)
            throws SQLException {
        QuotaApplication application = require(applicationId);
        QuotaDecision decision = give(
                new DisapproveQuotaApplication(
                        AccountQuotas.id(identity.name(), application.accountId()),
                        applicationId,
                        quotas.require(application.quotaActionCode()),
                        auditReason),
                cause);
        tables.decide(connection, applicationId, decision);
    }

    private QuotaDecision give(QuotaRequest command, Cause cause) {
        return (QuotaDecision) eventSourcing.send(command, cause);
    }

    /** Anybody's application. */
    public QuotaApplication require(String applicationId) throws SQLException {
        return tables.one(applicationId).orElseThrow(() -> notFound(applicationId));
    }

    /** An application of this account; another's does not exist for it. */
    public QuotaApplication require(String accountId, String applicationId) throws SQLException {
        return tables.one(applicationId)
                .filter(application -> application.accountId().equals(accountId))
                .orElseThrow(() -> notFound(applicationId));
    }

    private static Refusal notFound(String applicationId) {
        return new Refusal(
                ErrorCode.INVALID_QUOTA_APPLICATION_NOT_FOUND,
                "The specified quota application " + applicationId + " does not exist.");
    }

    List<QuotaApplication> list(QuotaTables.Filter filter, int limit, int offset) throws SQLException {
        return tables.list(filter, limit, offset);
    }

    int count(QuotaTables.Filter filter) throws SQLException {
        return tables.count(filter);
    }
}
