package io.openhavip.havip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.havip.config.HaVipConfiguration;
import io.openhavip.havip.domain.Master;
import io.openhavip.havip.projection.HaVipMasters;
import io.openhavip.havip.projection.HaVipQueries;
import io.openhavip.havip.projection.HaVipView;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets an unforced request to unassociate the master come last: it is made again until the other associations are gone, for a bounded
 * time ({@link HaVipConfiguration#masterGrace()} says why), each time with who has the address then. While that is not known, it is taken
 * to be the one that is to go. It only waits; whether the request is allowed the HAVIP decides. Thread-safe.
 */
@ApplicationScoped
public class MasterGrace {

    private final HaVipQueries queries;
    private final HaVipMasters masters;
    private final Duration forOthersToGo;
    private final Duration forATurn;

    MasterGrace(HaVipQueries queries, HaVipMasters masters, HaVipConfiguration configuration) {
        this.queries = queries;
        this.masters = masters;
        this.forOthersToGo = configuration.masterGrace();
        this.forATurn = configuration.turnLimit();
    }

    /** A request to unassociate, made knowing who has the address. */
    interface Unassociation<T> {
        T make(Optional<Master> master) throws SQLException;
    }

    /**
     * @throws Refusal {@code Forbidden.UnassociateMaster} if no other association went; {@code IncorrectHaVipStatus}, which asks to be
     *     tried again, if some went and others are left, or the HAVIP was busy all the time; {@code ServiceUnavailable} if it matters
     *     who has the address and the read model does not show the HAVIP
     */
    <T> T await(String accountId, String haVipId, String instanceId, Unassociation<T> unassociation)
            throws SQLException {
        long begun = System.nanoTime();
        int most = 0;
        boolean othersLeave = false;
        while (true) {
            Optional<HaVipView> haVip = queries.one(accountId, haVipId);
            int associated = haVip.map(it -> it.associatedInstances().size()).orElse(0);
            othersLeave |= associated < most
                    || haVip.filter(MasterGrace::isUnassociating).isPresent();
            most = Math.max(most, associated);
            try {
                return unassociation.make(
                        haVip.isEmpty() ? Optional.of(new Master(instanceId, instanceId)) : masters.of(haVip.get()));
            } catch (Refusal refusal) {
                if (System.nanoTime() - begun >= limit(refusal).toNanos() || !Turn.pause()) {
                    throw told(refusal, haVipId, haVip.isPresent(), othersLeave);
                }
            }
        }
    }

    private static boolean isUnassociating(HaVipView haVip) {
        return haVip.status().equals(HaVipStatus.Unassociating.name());
    }

    private Duration limit(Refusal refusal) {
        return switch (refusal.code()) {
            case UNASSOCIATE_MASTER_FORBIDDEN -> forOthersToGo;
            case INCORRECT_HAVIP_STATUS -> forATurn;
            default -> Duration.ZERO;
        };
    }

    private static Refusal told(Refusal refusal, String haVipId, boolean known, boolean othersLeave) {
        if (refusal.code() != ErrorCode.UNASSOCIATE_MASTER_FORBIDDEN || known && !othersLeave) {
            return refusal;
        }
        return known
                ? new Refusal(
                        ErrorCode.INCORRECT_HAVIP_STATUS,
                        "Others are being unassociated from " + haVipId + "; try again. " + refusal.getMessage())
                : new Refusal(
                        ErrorCode.OPERATION_TIMED_OUT,
                        "It is not known who has the address of " + haVipId
                                + ": the read model does not show it. Nothing was done; try again, or with Force.");
    }
}
