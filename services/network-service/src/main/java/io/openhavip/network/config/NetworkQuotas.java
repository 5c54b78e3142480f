package io.openhavip.network.config;

import io.openhavip.service.quota.QuotaDefinition;
import io.openhavip.service.quota.QuotaDefinitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The limits that network-service holds. */
@ApplicationScoped
public class NetworkQuotas {

    /** The guide's name for it. */
    public static final String ROUTE_ENTRIES_TO_HAVIP = "vpc_quota_havip_custom_route_entry";

    private static final QuotaDefinitions DEFINITIONS = QuotaDefinitions.of(QuotaDefinition.adjustable(
            ROUTE_ENTRIES_TO_HAVIP,
            "Route entries to a HAVIP",
            "Most route entries that point to a HAVIP in each VPC",
            5,
            "entry",
            50));

    @Produces
    @Singleton
    QuotaDefinitions definitions() {
        return DEFINITIONS;
    }
}
