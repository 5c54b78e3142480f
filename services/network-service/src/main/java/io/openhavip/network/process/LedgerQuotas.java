package io.openhavip.network.process;

import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.network.domain.Quota;
import io.openhavip.network.domain.Quotas;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Limits from the configuration, the same for every account, and the ledger of what is taken. Thread-safe. */
public final class LedgerQuotas implements Quotas {

    private final QuotaLedger ledger;
    private final Map<String, Long> limits;

    /** @param configured limits other than the defaults, by their codes */
    public LedgerQuotas(QuotaLedger ledger, Map<String, Long> configured) {
        this.ledger = ledger;
        this.limits = Arrays.stream(Quota.values())
                .collect(Collectors.toMap(
                        Quota::code, quota -> configured.getOrDefault(quota.code(), quota.defaultLimit())));
    }

    @Override
    public long limit(String accountId, String quotaActionCode) {
        return limits.get(quotaActionCode);
    }

    @Override
    public boolean take(String scope, long limit) throws SQLException {
        return ledger.take(scope, 1, limit);
    }
}
