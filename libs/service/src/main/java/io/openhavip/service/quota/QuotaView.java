package io.openhavip.service.quota;

import java.util.List;
import java.util.Optional;

/**
 * A limit as one account has it, by the names of Alibaba's Quota Center.
 *
 * @param quotaType {@code normal}, or {@code privilege}: then 1 is granted
 * @param totalQuota how many the account may have
 * @param totalUsage how many it has; empty for what is not counted by account
 * @param applicableRange the smallest and the largest value that it may apply for; empty where there is nothing to apply for
 */
public record QuotaView(
        String quotaActionCode,
        String quotaName,
        String quotaDescription,
        String quotaType,
        String quotaUnit,
        long totalQuota,
        Optional<Long> totalUsage,
        boolean adjustable,
        List<Long> applicableRange) {

    static QuotaView of(QuotaDefinition quota, long limit, Optional<Long> used) {
        return new QuotaView(
                quota.quotaActionCode(),
                quota.name(),
                quota.description(),
                quota.privilege() ? "privilege" : "normal",
                quota.unit(),
                limit,
                used,
                quota.adjustable(),
                quota.adjustable() ? List.of(quota.smallest(), quota.largest()) : List.of());
    }
}
