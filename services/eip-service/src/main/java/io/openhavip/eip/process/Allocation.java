package io.openhavip.eip.process;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Regions;
import io.openhavip.eip.domain.EipRequest.AllocateEip;
import io.openhavip.eip.domain.EipRequest.ReleaseEip;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.quota.QuotaLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Allocating and releasing EIPs: the account's quota, the address of the pool and the EIP's event are one transaction, which the caller
 * begins ({@link EventSourcing#together}). Thread-safe.
 */
public final class Allocation {

    private final EventSourcing eventSourcing;
    private final PublicAddressPool pool;
    private final ToLongFunction<String> mostOfAnAccount;
    private final QuotaLedger quotas;

    /** @param mostOfAnAccount how many EIPs an account may have */
    public Allocation(EventSourcing eventSourcing, PublicAddressPool pool, ToLongFunction<String> mostOfAnAccount) {
        this.eventSourcing = eventSourcing;
        this.pool = pool;
        this.mostOfAnAccount = mostOfAnAccount;
        this.quotas = new QuotaLedger(eventSourcing.transactions());
    }

    /** What is limited for an account: its EIPs. */
    static String scopeOf(String accountId) {
        return "eips/account/" + accountId;
    }

    /**
     * Allocates an EIP, without an address in its command: that is reserved here.
     *
     * @param wanted the address asked for; empty: any idle one
     * @throws Refusal {@code InvalidRegionId.NotFound}, {@code QuotaExceeded.Eip}, {@code ReserveIpFail}, or what the EIP refuses
     */
    public void allocate(Connection connection, Optional<String> wanted, AllocateEip command, Cause cause)
            throws SQLException {
        Regions.require(command.regionId());
        long most = mostOfAnAccount.applyAsLong(command.accountId());
        if (!quotas.take(scopeOf(command.accountId()), 1, most)) {
            throw new Refusal(
                    ErrorCode.EIPS_EXCEEDED, "The account " + command.accountId() + " has " + most + " EIPs already.");
        }
        eventSourcing.send(command.withAddress(pool.reserve(connection, command.eipId(), wanted)), cause);
    }

    /** Releases an EIP; its address is idle again. */
    public void release(Connection connection, ReleaseEip command, Cause cause) throws SQLException {
        pool.free(connection, command.eipId());
        eventSourcing.send(command, cause);
    }
}
