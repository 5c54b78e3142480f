package io.openhavip.service.quota;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A limit of a service, as Alibaba's Quota Center describes one.
 *
 * @param quotaActionCode its name for programs, for example {@code vpc_quota_havip_custom_route_entry}
 * @param name for people
 * @param description for people
 * @param defaultValue what every account has; of a privilege 1 if every account has it, else 0
 * @param unit what is counted; empty for a privilege
 * @param adjustable whether an account may apply for another value
 * @param largest the largest value that an account may apply for
 * @param privilege whether it is a permission, 1 or 0, and no amount
 * @param usage scope of the {@link io.openhavip.eventing.quota.QuotaLedger} in which an account's places are counted, without the
 *     account's id, for example {@code havips/account/}; empty for what is not counted by account
 */
public record QuotaDefinition(
        String quotaActionCode,
        String name,
        String description,
        long defaultValue,
        String unit,
        boolean adjustable,
        long largest,
        boolean privilege,
        Optional<String> usage) {

    private static final long GRANTED = 1;
    private static final Logger LOG = Logger.getLogger(QuotaDefinition.class);

    /** A limit that is the same for everybody. */
    public static QuotaDefinition fixed(
            String quotaActionCode, String name, String description, long value, String unit) {
        return new QuotaDefinition(
                quotaActionCode, name, description, value, unit, false, value, false, Optional.empty());
    }

    /** A limit that an account can have raised. */
    public static QuotaDefinition adjustable(
            String quotaActionCode, String name, String description, long defaultValue, String unit, long largest) {
        return new QuotaDefinition(
                quotaActionCode, name, description, defaultValue, unit, true, largest, false, Optional.empty());
    }

    /** A permission that an account applies for. */
    public static QuotaDefinition privilege(String quotaActionCode, String name, String description) {
        return new QuotaDefinition(quotaActionCode, name, description, 0, "", true, GRANTED, true, Optional.empty());
    }

    /** The same with the places that each account has taken counted under {@code scope} and the account's id. */
    public QuotaDefinition countedIn(String scope) {
        return new QuotaDefinition(
                quotaActionCode,
                name,
                description,
                defaultValue,
                unit,
                adjustable,
                largest,
                privilege,
                Optional.of(scope));
    }

    /** The same with another value for every account. */
    QuotaDefinition withDefault(long value) {
        return new QuotaDefinition(
                quotaActionCode,
                name,
                description,
                value,
                unit,
                adjustable,
                Math.max(largest, value),
                privilege,
                usage);
    }

    /** As this service is configured; what is the same for everybody is held by rules that no setting reaches. */
    QuotaDefinition configured(QuotaConfiguration configuration) {
        if (!adjustable) {
            if (configuration.defaults().containsKey(quotaActionCode)) {
                LOG.warnf("limit that is the same for everybody keeps its value quotaActionCode=%s", quotaActionCode);
            }
            return this;
        }
        long byDefault = privilege && configuration.privilegesGranted() ? GRANTED : defaultValue;
        return withDefault(configuration.defaults().getOrDefault(quotaActionCode, byDefault));
    }

    /** The smallest value that an account may apply for. */
    public long smallest() {
        return privilege ? GRANTED : defaultValue;
    }

    boolean mayBecome(long value) {
        return value >= smallest() && value <= largest;
    }

    /** For people: which values may be applied for. */
    String range() {
        return smallest() == largest
                ? quotaActionCode + " can only become " + largest + "."
                : quotaActionCode + " can become " + smallest() + " to " + largest + ".";
    }

    /** @throws Refusal {@code QUOTA.CANT.EDIT} if it is the same for everybody */
    void requireAdjustable() {
        if (!adjustable) {
            throw new Refusal(
                    ErrorCode.QUOTA_NOT_ADJUSTABLE, quotaActionCode + " is " + defaultValue + " for every account.");
        }
    }
}
