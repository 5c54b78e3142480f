package io.openhavip.havip.config;

import io.openhavip.contracts.havip.HaVipLimits;
import io.openhavip.service.quota.QuotaDefinition;
import io.openhavip.service.quota.QuotaDefinitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The limits that havip-service holds or shows (HAVIP guide, limits and quotas). */
@ApplicationScoped
public class HaVipQuotas {

    /** The privilege to create HAVIPs; the guide's name for it. */
    public static final String CREATION = "vpc_privilege_allow_buy_havip_instance";

    public static final String HAVIPS_PER_ACCOUNT = "vpc_quota_havips_per_account";
    public static final String HAVIPS_PER_VPC = "vpc_quota_havips_per_vpc";
    public static final String INSTANCES_PER_HAVIP = "vpc_quota_instances_per_havip";
    public static final String HAVIPS_PER_INSTANCE = "vpc_quota_havips_per_instance";
    public static final String EIPS_PER_HAVIP = "vpc_quota_eips_per_havip";

    private static final QuotaDefinitions DEFINITIONS = QuotaDefinitions.of(
            QuotaDefinition.privilege(CREATION, "Creating HAVIPs", "The privilege to create HAVIPs"),
            QuotaDefinition.fixed(
                            HAVIPS_PER_ACCOUNT,
                            "HAVIPs per account",
                            "Most HAVIPs that an account can have",
                            HaVipLimits.PER_ACCOUNT,
                            "havip")
                    .countedIn("havips/account/"),
            QuotaDefinition.fixed(
                    HAVIPS_PER_VPC, "HAVIPs per VPC", "Most HAVIPs in each VPC", HaVipLimits.PER_VPC, "havip"),
            QuotaDefinition.fixed(
                    INSTANCES_PER_HAVIP,
                    "Instances per HAVIP",
                    "Most ECS instances, or network interfaces, that a HAVIP can be associated with",
                    HaVipLimits.INSTANCES,
                    "instance"),
            QuotaDefinition.fixed(
                    HAVIPS_PER_INSTANCE,
                    "HAVIPs per instance",
                    "Most HAVIPs that an ECS instance can be associated with",
                    HaVipLimits.PER_INSTANCE,
                    "havip"),
            QuotaDefinition.fixed(
                    EIPS_PER_HAVIP,
                    "EIPs per HAVIP",
                    "Most EIPs that a HAVIP can be associated with",
                    HaVipLimits.EIPS,
                    "eip"));

    @Produces
    @Singleton
    QuotaDefinitions definitions() {
        return DEFINITIONS;
    }
}
