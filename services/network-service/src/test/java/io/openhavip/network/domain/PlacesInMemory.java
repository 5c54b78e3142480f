package io.openhavip.network.domain;

import java.util.HashMap;
import java.util.Map;

/** Limits at their defaults, or as a test sets them, and places that only commands free. */
final class PlacesInMemory implements Quotas {

    private final Map<String, Long> limits = new HashMap<>(Map.of(
            Quota.VPCS.code(), 10L,
            Quota.VSWITCHES_IN_VPC.code(), 150L,
            Quota.ROUTE_ENTRIES_IN_TABLE.code(), 200L,
            Quota.HAVIP_ROUTE_ENTRIES.code(), 5L,
            Quota.HAVIPS_IN_VPC.code(), 50L,
            Quota.INSTANCES.code(), 200L,
            Quota.SECURITY_GROUPS.code(), 100L,
            Quota.DEPLOYMENT_SETS.code(), 100L));
    private final Map<String, Long> taken = new HashMap<>();

    void limit(Quota quota, long limit) {
        limits.put(quota.code(), limit);
    }

    long taken(String scope) {
        return taken.getOrDefault(scope, 0L);
    }

    @Override
    public long limit(String accountId, String quotaActionCode) {
        return limits.get(quotaActionCode);
    }

    @Override
    public boolean take(String scope, int places, long limit) {
        if (taken(scope) + places > limit) {
            return false;
        }
        taken.merge(scope, (long) places, Long::sum);
        return true;
    }

    @Override
    public void free(String scope, int places) {
        taken.merge(scope, (long) -places, Long::sum);
    }
}
