package io.openhavip.contracts.havip;

/** How many of what HAVIPs may have, for the services that hold these limits and those that show them (HAVIP guide, limits and quotas). */
public final class HaVipLimits {

    public static final int PER_ACCOUNT = 50;
    public static final int PER_VPC = 50;
    /** HAVIPs that one instance can be associated with, itself and its network interfaces together. */
    public static final int PER_INSTANCE = 5;
    /** Instances, or network interfaces, that one HAVIP can be associated with. */
    public static final int INSTANCES = 10;

    public static final int EIPS = 1;
    /** Route entries to HAVIPs in one VPC, unless an account has more. */
    public static final int ROUTE_ENTRIES = 5;

    private HaVipLimits() {}
}
