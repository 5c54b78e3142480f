package io.openhavip.network.process;

import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.network.domain.Quotas;
import java.sql.SQLException;
import java.util.function.ToLongBiFunction;

/** What accounts were granted, and the ledger of what is taken. Thread-safe. */
public final class LedgerQuotas implements Quotas {

    private final QuotaLedger ledger;
    private final ToLongBiFunction<String, String> limits;

    /** @param limits of an account and a {@code QuotaActionCode} */
    public LedgerQuotas(QuotaLedger ledger, ToLongBiFunction<String, String> limits) {
        this.ledger = ledger;
        this.limits = limits;
    }

    @Override
    public long limit(String accountId, String quotaActionCode) {
        return limits.applyAsLong(accountId, quotaActionCode);
    }

    @Override
    public boolean take(String scope, int places, long limit) throws SQLException {
        return ledger.take(scope, places, limit);
    }

    @Override
    public void free(String scope, int places) throws SQLException {
        ledger.free(scope, places);
    }
}
