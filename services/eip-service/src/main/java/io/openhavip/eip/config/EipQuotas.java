package io.openhavip.eip.config;

import io.openhavip.service.quota.QuotaDefinition;
import io.openhavip.service.quota.QuotaDefinitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The limits that eip-service holds. The default is Alibaba's; the name and the range are in the manner of Quota Center. */
@ApplicationScoped
public class EipQuotas {

    public static final String EIPS_PER_ACCOUNT = "eip_quota_eips_num";

    private static final QuotaDefinitions DEFINITIONS = QuotaDefinitions.of(
            QuotaDefinition.adjustable(EIPS_PER_ACCOUNT, "EIPs", "Most EIPs that an account can have", 20, "eip", 1000)
                    .countedIn("eips/account/"));

    @Produces
    @Singleton
    QuotaDefinitions definitions() {
        return DEFINITIONS;
    }
}
