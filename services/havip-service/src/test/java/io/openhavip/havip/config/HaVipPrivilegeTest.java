package io.openhavip.havip.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.havip.domain.HaVipPrivilege;
import org.junit.jupiter.api.Test;

/** Whether an account may create HAVIPs, by what it was granted. */
class HaVipPrivilegeTest {

    private static final HaVipPrivilege PRIVILEGE = HaVipBeans.requiring(accountId -> accountId.equals("1") ? 1 : 0);

    @Test
    void whoHasItMayCreate() {
        assertThatCode(() -> PRIVILEGE.require("1")).doesNotThrowAnyException();
    }

    @Test
    void whoLacksItIsForbiddenTo() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> PRIVILEGE.require("2"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.HAVIP_FORBIDDEN);
        assertThat(refusal).hasMessageContaining("vpc_privilege_allow_buy_havip_instance");
    }
}
