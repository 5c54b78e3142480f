package io.openhavip.network.domain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Limits at their defaults, or as a test sets them, and places that are never freed. */
final class PlacesInMemory implements Quotas {

    private final Map<String, Long> limits =
            new HashMap<>(Arrays.stream(Quota.values()).collect(Collectors.toMap(Quota::code, Quota::defaultLimit)));
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
    public boolean take(String scope, long limit) {
        if (taken(scope) >= limit) {
            return false;
        }
        taken.merge(scope, 1L, Long::sum);
        return true;
    }
}
