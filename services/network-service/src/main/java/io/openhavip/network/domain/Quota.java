package io.openhavip.network.domain;

/** Limits that an account can look up, and some of which it can have raised, by the names that Quota Center has for them. */
public enum Quota {
    VPCS("vpc_quota_vpcs_num"),
    VSWITCHES_IN_VPC("vpc_quota_vswitches_num"),
    ROUTE_ENTRIES_IN_TABLE("vpc_quota_route_entrys_num"),
    HAVIP_ROUTE_ENTRIES("vpc_quota_havip_custom_route_entry"),
    HAVIPS_IN_VPC("vpc_quota_havips_per_vpc"),
    INSTANCES("q_instances"),
    SECURITY_GROUPS("q_security-groups"),
    DEPLOYMENT_SETS("q_deployment-sets");

    private final String code;

    Quota(String code) {
        this.code = code;
    }

    /** Its {@code QuotaActionCode}. */
    public String code() {
        return code;
    }
}
