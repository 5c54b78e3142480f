package io.openhavip.service.quota;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.List;

/** The limits that a service holds; each service that has any gives one bean of it. Immutable. */
public record QuotaDefinitions(List<QuotaDefinition> all) {

    public QuotaDefinitions {
        all = List.copyOf(all);
    }

    public static QuotaDefinitions of(QuotaDefinition... all) {
        return new QuotaDefinitions(List.of(all));
    }

    /** @throws Refusal {@code QUOTA.NOT.EXISTS} for a code that this service does not know */
    QuotaDefinition require(String quotaActionCode) {
        return all.stream()
                .filter(quota -> quota.quotaActionCode().equals(quotaActionCode))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID_QUOTA_NOT_FOUND,
                        "The specified quota " + quotaActionCode + " does not exist."));
    }

    /** As this service is configured. */
    QuotaDefinitions configured(QuotaConfiguration configuration) {
        return new QuotaDefinitions(
                all.stream().map(quota -> quota.configured(configuration)).toList());
    }
}
