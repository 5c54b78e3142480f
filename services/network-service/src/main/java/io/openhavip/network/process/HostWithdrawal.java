package io.openhavip.network.process;

import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.Cause;

/** Tells all that a host is no more. */
public interface HostWithdrawal {

    /**
     * Returns when it is told: what its agent says from then on is newer. It is not told later by itself, since it would take back what
     * the agent has said meanwhile.
     *
     * @throws Refusal {@code ServiceUnavailable} if the broker does not say in time that it has it; it may take it later all the same
     */
    void withdraw(String hostId, Cause cause);
}
