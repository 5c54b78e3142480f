package io.openhavip.service.quota;

import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.eventing.store.PostgresTransactions;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits of this service, for the rules that hold them and for those who ask. Thread-safe. */
@Singleton
public class Quotas {

    private final QuotaDefinitions definitions;
    private final QuotaTables tables;
    private final QuotaLedger ledger;

    public Quotas(QuotaDefinitions definitions, QuotaConfiguration configuration, PostgresTransactions transactions) {
        this.definitions = definitions.configured(configuration);
        this.tables = new QuotaTables(transactions);
        this.ledger = new QuotaLedger(transactions);
    }

    /**
     * How many an account may have, all approvals counted that are committed, by whichever replica. Takes no lock, and reads in the
     * thread's transaction if there is one, so that commands, and what surrounds them, may ask. Of a privilege 1 is granted.
     *
     * @throws Refusal {@code QUOTA.NOT.EXISTS} for a code that this service does not know
     */
    public long limit(String accountId, String quotaActionCode) {
        QuotaDefinition quota = definitions.require(quotaActionCode);
        return quota.adjustable()
                // A default that was raised since is meant for everybody.
                ? Math.max(
                        quota.defaultValue(),
                        tables.limit(accountId, quotaActionCode).orElse(quota.defaultValue()))
                : quota.defaultValue();
    }

    QuotaDefinition require(String quotaActionCode) {
        return definitions.require(quotaActionCode);
    }

    List<QuotaView> views(String accountId) throws SQLException {
        List<QuotaView> views = new ArrayList<>();
        for (QuotaDefinition quota : definitions.all()) {
            views.add(view(accountId, quota.quotaActionCode()));
        }
        return views;
    }

    QuotaView view(String accountId, String quotaActionCode) throws SQLException {
        QuotaDefinition quota = definitions.require(quotaActionCode);
        Optional<Long> used = quota.usage().isPresent()
                ? Optional.of(ledger.used(quota.usage().get() + accountId))
                : Optional.empty();
        return QuotaView.of(quota, limit(accountId, quotaActionCode), used);
    }
}
