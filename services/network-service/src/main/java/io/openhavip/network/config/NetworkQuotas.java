package io.openhavip.network.config;

import static io.openhavip.service.quota.QuotaDefinition.adjustable;
import static io.openhavip.service.quota.QuotaDefinition.fixed;

import io.openhavip.contracts.havip.HaVipLimits;
import io.openhavip.service.quota.QuotaDefinitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The limits that network-service holds. What the guide leaves open is named and sized in the manner of Quota Center. */
@ApplicationScoped
public class NetworkQuotas {

    private static final QuotaDefinitions DEFINITIONS = QuotaDefinitions.of(
            adjustable(
                    "vpc_quota_havip_custom_route_entry",
                    "Route entries to a HAVIP",
                    "Most route entries that point to a HAVIP in each VPC",
                    HaVipLimits.ROUTE_ENTRIES,
                    "entry",
                    50),
            fixed(
                    "vpc_quota_havips_per_vpc",
                    "HAVIPs per VPC",
                    "Most HAVIPs in each VPC",
                    HaVipLimits.PER_VPC,
                    "havip"),
            adjustable("vpc_quota_vpcs_num", "VPCs", "Most VPCs of an account in a region", 10, "vpc", 1000),
            adjustable(
                    "vpc_quota_vswitches_num", "vSwitches per VPC", "Most vSwitches in each VPC", 150, "vswitch", 1000),
            adjustable(
                    "vpc_quota_route_entrys_num",
                    "Route entries per route table",
                    "Most custom route entries in each route table",
                    200,
                    "entry",
                    1000),
            adjustable("q_instances", "Instances", "Most instances of an account in a region", 200, "instance", 10_000),
            adjustable(
                    "q_security-groups",
                    "Security groups",
                    "Most security groups of an account in a region",
                    100,
                    "group",
                    1000),
            adjustable(
                    "q_deployment-sets",
                    "Deployment sets",
                    "Most deployment sets of an account in a region",
                    100,
                    "set",
                    1000));

    @Produces
    @Singleton
    QuotaDefinitions definitions() {
        return DEFINITIONS;
    }
}
