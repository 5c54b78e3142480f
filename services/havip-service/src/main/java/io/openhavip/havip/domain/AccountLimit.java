package io.openhavip.havip.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.HaVipLimits;

/** How many HAVIPs an account may have (HAVIP guide, limits). A place is taken with the creation and freed with the HAVIP's end. */
public final class AccountLimit {

    private AccountLimit() {}

    /** The scope in the quota ledger. */
    public static String scope(String accountId) {
        return "havips/account/" + accountId;
    }

    /** The refusal of the HAVIP that is one too many. */
    public static Refusal exceeded(String accountId) {
        return new Refusal(
                ErrorCode.HAVIP_QUOTA_EXCEEDED,
                "The account " + accountId + " has " + HaVipLimits.PER_ACCOUNT
                        + " HaVips, which is the most that it can have.");
    }
}
