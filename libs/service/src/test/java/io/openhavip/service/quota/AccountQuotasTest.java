package io.openhavip.service.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationApproved;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationDisapproved;
import io.openhavip.contracts.quota.QuotaEvent.QuotaApplicationSubmitted;
import io.openhavip.service.quota.QuotaRequest.ApproveQuotaApplication;
import io.openhavip.service.quota.QuotaRequest.DisapproveQuotaApplication;
import io.openhavip.service.quota.QuotaRequest.SubmitQuotaApplication;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountQuotasTest {

    private static final String ACCOUNT = "1000000000000001";
    private static final String ID = AccountQuotas.id("network-service", ACCOUNT);

    private final FixtureConfiguration<AccountQuotas> quotas = new AggregateTestFixture<>(AccountQuotas.class);

    private static SubmitQuotaApplication submit(QuotaDefinition quota, long desiredValue, QuotaApproval approval) {
        return new SubmitQuotaApplication(ID, ACCOUNT, "app-1", quota, desiredValue, "more sites", approval);
    }

    private static QuotaApplicationSubmitted submitted(QuotaDefinition quota, long desiredValue) {
        return new QuotaApplicationSubmitted(ID, ACCOUNT, "app-1", quota.quotaActionCode(), desiredValue, "more sites");
    }

    private static QuotaApplicationApproved approved(QuotaDefinition quota, long value, String auditReason) {
        return new QuotaApplicationApproved(ID, "app-1", quota.quotaActionCode(), value, auditReason);
    }

    private static QuotaApplicationDisapproved disapproved(QuotaDefinition quota, String auditReason) {
        return new QuotaApplicationDisapproved(ID, "app-1", quota.quotaActionCode(), auditReason);
    }

    @Test
    void idNamesServiceAndAccount() {
        assertThat(ID).isEqualTo("quotas-network-service-1000000000000001");
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 20, 50})
    void valueThatMayBeAppliedForIsApprovedAtOnce(long value) {
        quotas.givenNoPriorActivity()
                .when(submit(Limits.ROUTES, value, QuotaApproval.AUTOMATIC))
                .expectResultMessagePayload(new QuotaDecision.Approved(value, ""))
                .expectEvents(submitted(Limits.ROUTES, value), approved(Limits.ROUTES, value, ""));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 4, 51, Long.MAX_VALUE})
    void anyOtherValueIsDisapprovedAtOnceWhoeverDecides(long value) {
        for (QuotaApproval approval : QuotaApproval.values()) {
            new AggregateTestFixture<>(AccountQuotas.class)
                    .givenNoPriorActivity()
                    .when(submit(Limits.ROUTES, value, approval))
                    .expectEvents(
                            submitted(Limits.ROUTES, value), disapproved(Limits.ROUTES, "routes can become 5 to 50."));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2})
    void privilegeCanOnlyBecomeOne(long value) {
        quotas.givenNoPriorActivity()
                .when(submit(Limits.CREATION, value, QuotaApproval.AUTOMATIC))
                .expectEvents(
                        submitted(Limits.CREATION, value), disapproved(Limits.CREATION, "creation can only become 1."));
    }

    @Test
    void privilegeIsGrantedByAnApplicationForOne() {
        quotas.givenNoPriorActivity()
                .when(submit(Limits.CREATION, 1, QuotaApproval.AUTOMATIC))
                .expectEvents(submitted(Limits.CREATION, 1), approved(Limits.CREATION, 1, ""));
    }

    @Test
    void limitThatIsTheSameForEverybodyIsNotAppliedFor() {
        refused(ErrorCode.QUOTA_NOT_ADJUSTABLE, submit(Limits.HAVIPS, 51, QuotaApproval.AUTOMATIC));
    }

    @Test
    void applicationWaitsForTheOperator() {
        quotas.givenNoPriorActivity()
                .when(submit(Limits.ROUTES, 20, QuotaApproval.MANUAL))
                .expectResultMessagePayload(new QuotaDecision.Waiting())
                .expectEvents(submitted(Limits.ROUTES, 20));
    }

    @Test
    void operatorApprovesWhatWasAskedForOrAnotherValue() {
        quotas.given(submitted(Limits.ROUTES, 20))
                .when(new ApproveQuotaApplication(ID, "app-1", Limits.ROUTES, Optional.empty(), "fine"))
                .expectEvents(approved(Limits.ROUTES, 20, "fine"));
        quotas.given(submitted(Limits.ROUTES, 20))
                .when(new ApproveQuotaApplication(ID, "app-1", Limits.ROUTES, Optional.of(10L), "for now"))
                .expectEvents(approved(Limits.ROUTES, 10, "for now"));
    }

    @Test
    void operatorDoesNotApproveWhatNobodyMayApplyFor() {
        refused(
                ErrorCode.INVALID_PARAMETER,
                new ApproveQuotaApplication(ID, "app-1", Limits.ROUTES, Optional.of(51L), ""),
                submitted(Limits.ROUTES, 20));
    }

    @Test
    void operatorDisapprovesWithAReason() {
        quotas.given(submitted(Limits.ROUTES, 20))
                .when(new DisapproveQuotaApplication(ID, "app-1", Limits.ROUTES, "the table is full"))
                .expectEvents(disapproved(Limits.ROUTES, "the table is full"));
    }

    @Test
    void decidedApplicationIsNotDecidedAgain() {
        refused(
                ErrorCode.QUOTA_APPLICATION_DECIDED,
                new DisapproveQuotaApplication(ID, "app-1", Limits.ROUTES, "late"),
                submitted(Limits.ROUTES, 20),
                approved(Limits.ROUTES, 20, ""));
        refused(
                ErrorCode.QUOTA_APPLICATION_DECIDED,
                new ApproveQuotaApplication(ID, "app-1", Limits.ROUTES, Optional.empty(), ""),
                submitted(Limits.ROUTES, 20),
                disapproved(Limits.ROUTES, ""));
    }

    @Test
    void secondApplicationForALimitWaitsUntilTheFirstIsDecided() {
        SubmitQuotaApplication second =
                new SubmitQuotaApplication(ID, ACCOUNT, "app-2", Limits.ROUTES, 30, "even more", QuotaApproval.MANUAL);
        refused(ErrorCode.QUOTA_APPLICATION_IN_PROCESS, second, submitted(Limits.ROUTES, 20));
        quotas.given(submitted(Limits.ROUTES, 20), disapproved(Limits.ROUTES, ""))
                .when(second)
                .expectResultMessagePayload(new QuotaDecision.Waiting());
        quotas.given(submitted(Limits.CREATION, 1))
                .when(second)
                .expectResultMessagePayload(new QuotaDecision.Waiting());
    }

    private static void refused(ErrorCode code, QuotaRequest request, Object... history) {
        new AggregateTestFixture<>(AccountQuotas.class)
                .given(history)
                .when(request)
                .expectNoEvents()
                .expectException(new CustomMatcher<Refusal>("a refusal with " + code) {
                    @Override
                    public boolean matches(Object actual) {
                        return actual instanceof Refusal refusal && refusal.code() == code;
                    }
                });
    }
}
