package io.openhavip.service.quota;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.service.api.ClientTokens;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Requests;
import io.openhavip.service.api.ResourceIds;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * The limits of a service and the applications for others, for each account, and for an operator under {@code /admin}. A service that
 * holds limits has a subclass at the path {@code /}.
 */
public abstract class QuotaEndpoints {

    /** Body of an application. */
    public record NewQuotaApplication(Optional<Long> desiredValue, Optional<String> reason) {}

    /** Body of an approval; without {@code approveValue} what was asked for is approved. */
    public record Approval(Optional<Long> approveValue, Optional<String> auditReason) {}

    /** Body of a disapproval. */
    public record Disapproval(Optional<String> auditReason) {}

    /** All limits of the service. */
    public record QuotaList(List<QuotaView> quotas) {}

    /** A page of applications, the oldest first. */
    public record QuotaApplications(
            List<QuotaApplication> quotaApplications, int totalCount, int pageNumber, int pageSize) {}

    private static final int LONGEST_REASON = Fields.LONGEST_DESCRIPTION;

    private final Quotas quotas;
    private final QuotaCenter center;
    private final ClientTokens clientTokens;
    private final Requests.Current request;

    protected QuotaEndpoints(Quotas quotas, QuotaCenter center, ClientTokens clientTokens, Requests.Current request) {
        this.quotas = quotas;
        this.center = center;
        this.clientTokens = clientTokens;
        this.request = request;
    }

    @GET
    @Path("/quotas")
    public QuotaList quotas() throws SQLException {
        return new QuotaList(quotas.views(request.accountId()));
    }

    @GET
    @Path("/quotas/{quotaActionCode}")
    public QuotaView quota(String quotaActionCode) throws SQLException {
        return quotas.view(request.accountId(), quotaActionCode);
    }

    @POST
    @Path("/quotas/{quotaActionCode}/applications")
    @ResponseStatus(201)
    public QuotaApplication apply(String quotaActionCode, NewQuotaApplication given) throws SQLException {
        NewQuotaApplication body = Fields.body(given);
        long desiredValue = Fields.requiredNumber("desiredValue", body.desiredValue());
        String reason = Fields.requiredText("reason", body.reason(), LONGEST_REASON);
        String newId = ResourceIds.next("quota-application");
        return clientTokens.once(
                request,
                "CreateQuotaApplication",
                List.of(quotaActionCode, body),
                newId,
                QuotaApplication.class,
                connection -> center.submit(
                        connection, request.accountId(), newId, quotaActionCode, desiredValue, reason, request.cause()),
                (operationId, applicationId) -> center.require(request.accountId(), applicationId));
    }

    @GET
    @Path("/quota-applications")
    public QuotaApplications applications(
            @QueryParam("applicationId") Optional<String> applicationId,
            @QueryParam("quotaActionCode") Optional<String> quotaActionCode,
            @QueryParam("status") Optional<String> status,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        return page(
                new QuotaTables.Filter(
                        Optional.of(request.accountId()), applicationId, quotaActionCode, status(status)),
                Paging.of(pageNumber, pageSize));
    }

    @GET
    @Path("/quota-applications/{applicationId}")
    public QuotaApplication application(String applicationId) throws SQLException {
        return center.require(request.accountId(), applicationId);
    }

    @GET
    @Path("/admin/quota-applications")
    public QuotaApplications allApplications(
            @QueryParam("accountId") Optional<String> accountId,
            @QueryParam("quotaActionCode") Optional<String> quotaActionCode,
            @QueryParam("status") Optional<String> status,
            @QueryParam("pageNumber") @DefaultValue("1") int pageNumber,
            @QueryParam("pageSize") @DefaultValue("10") int pageSize)
            throws SQLException {
        return page(
                new QuotaTables.Filter(accountId, Optional.empty(), quotaActionCode, status(status)),
                Paging.of(pageNumber, pageSize));
    }

    @POST
    @Path("/admin/quota-applications/{applicationId}/approve")
    public QuotaApplication approve(String applicationId, Approval given) throws SQLException {
        Approval body = Fields.body(given);
        String auditReason = Fields.text("auditReason", body.auditReason(), LONGEST_REASON);
        return clientTokens.once(
                request,
                "ApproveQuotaApplication",
                List.of(applicationId, body),
                applicationId,
                QuotaApplication.class,
                connection ->
                        center.approve(connection, applicationId, body.approveValue(), auditReason, request.cause()),
                (operationId, subject) -> center.require(subject));
    }

    @POST
    @Path("/admin/quota-applications/{applicationId}/disapprove")
    public QuotaApplication disapprove(String applicationId, Disapproval given) throws SQLException {
        Disapproval body = Fields.body(given);
        String auditReason = Fields.requiredText("auditReason", body.auditReason(), LONGEST_REASON);
        return clientTokens.once(
                request,
                "DisapproveQuotaApplication",
                List.of(applicationId, body),
                applicationId,
                QuotaApplication.class,
                connection -> center.disapprove(connection, applicationId, auditReason, request.cause()),
                (operationId, subject) -> center.require(subject));
    }

    private QuotaApplications page(QuotaTables.Filter filter, Paging page) throws SQLException {
        return new QuotaApplications(
                center.list(filter, page.size(), page.offset()), center.count(filter), page.number(), page.size());
    }

    private static Optional<QuotaApplicationStatus> status(Optional<String> given) {
        return given.map(text -> Arrays.stream(QuotaApplicationStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID_PARAMETER,
                        "\"status\" must be one of " + Arrays.toString(QuotaApplicationStatus.values()) + ", not "
                                + text + ".")));
    }
}
