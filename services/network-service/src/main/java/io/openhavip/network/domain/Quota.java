package io.openhavip.network.domain;

/** Limits that an account can look up, and some of which it can have raised, by the names that Quota Center has for them. */
public enum Quota {
    VPCS("vpc_quota_vpcs_num", 10),
    VSWITCHES_IN_VPC("vpc_quota_vswitches_num", 150),
    ROUTE_ENTRIES_IN_TABLE("vpc_quota_route_entrys_num", 200),
    HAVIP_ROUTE_ENTRIES("vpc_quota_havip_custom_route_entry", 5),
    HAVIPS_IN_VPC("vpc_quota_havips_per_vpc", 50),
    SECURITY_GROUPS("q_security-groups", 100),
    DEPLOYMENT_SETS("q_deployment-sets", 100);

    private final String code;
    private final long defaultLimit;

    Quota(String code, long defaultLimit) {
        this.code = code;
        this.defaultLimit = defaultLimit;
    }

    /** Its {@code QuotaActionCode}. */
    public String code() {
        return code;
    }

    public long defaultLimit() {
        return defaultLimit;
    }
}
