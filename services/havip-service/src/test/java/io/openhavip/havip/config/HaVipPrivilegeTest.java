package io.openhavip.havip.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.havip.domain.HaVipPrivilege;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether accounts may create HAVIPs, by configuration. */
class HaVipPrivilegeTest {

    private static HaVipPrivilege configured(Map<String, String> settings) {
        HaVipConfiguration configuration = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(HaVipConfiguration.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(HaVipConfiguration.class);
        return new HaVipBeans().privilege(configuration);
    }

    @Test
    void everyAccountHasItByDefault() {
        assertThatCode(() -> configured(Map.of()).require("1")).doesNotThrowAnyException();
    }

    @Test
    void withoutItCreationIsForbidden() {
        HaVipPrivilege privilege = configured(Map.of("havip.service.privilege-granted", "false"));
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> privilege.require("1"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.HAVIP_FORBIDDEN);
        assertThat(refusal).hasMessageContaining("vpc_privilege_allow_buy_havip_instance");
    }
}
