package io.openhavip.service.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaDefinitionTest {

    private static QuotaDefinition configured(
            QuotaDefinition quota, boolean privilegesGranted, Map<String, Long> defaults) {
        return quota.configured(new QuotaReplica.Configuration(QuotaApproval.AUTOMATIC, privilegesGranted, defaults));
    }

    @Test
    void privilegesAreGrantedToAllOrNotAndNothingElseChanges() {
        assertThat(configured(Limits.CREATION, true, Map.of()).defaultValue()).isEqualTo(1);
        assertThat(configured(Limits.CREATION, false, Map.of()).defaultValue()).isZero();
        assertThat(configured(Limits.ROUTES, true, Map.of())).isEqualTo(Limits.ROUTES);
    }

    @Test
    void anotherDefaultIsAlsoTheSmallestAndAtMostTheLargestThatMayBeAppliedFor() {
        QuotaDefinition raised = configured(Limits.ROUTES, true, Map.of("routes", 60L, "moons", 1L));
        assertThat(raised.defaultValue()).isEqualTo(60);
        assertThat(raised.smallest()).isEqualTo(60);
        assertThat(raised.largest()).isEqualTo(60);
        assertThat(raised.mayBecome(50)).isFalse();
    }

    @Test
    void whatIsTheSameForEverybodyIsNotConfigured() {
        assertThat(configured(Limits.HAVIPS, true, Map.of("havips", 60L))).isEqualTo(Limits.HAVIPS);
    }
}
