package io.openhavip.havip.domain;

/** Whether an account may create HAVIPs at all: the privilege {@code vpc_privilege_allow_buy_havip_instance}. Thread-safe. */
@FunctionalInterface
public interface HaVipPrivilege {

    /** @throws io.openhavip.contracts.Refusal {@code Forbidden.HaVip} if the account lacks it */
    void require(String accountId);
}
