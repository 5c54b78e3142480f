package io.openhavip.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {

    @Test
    void addressesAreTakenAsTheyAre() {
        AgentConfig config = config("havip.agent.tunnel-address", "10.0.0.3").getConfigMapping(AgentConfig.class);

        assertThat(config.tunnelAddress()).contains("10.0.0.3");
        assertThat(config.externalGateway()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "havip.agent.tunnel-address, 10.0.0.3/24",
        "havip.agent.tunnel-address, host-1.example",
        "havip.agent.external-gateway, 203.0.113.1/32",
        "havip.agent.external-gateway, 0.0.0.0"
    })
    void whatIsNoAddressIsRefusedByItsName(String setting, String value) {
        assertThatThrownBy(() -> config(setting, value))
                .hasMessageContaining(setting)
                .hasMessageContaining(value)
                .hasMessageContaining("it must be the IPv4 address of a machine, such as 10.0.0.3");
    }

    private static SmallRyeConfig config(String setting, String value) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AgentConfig.class)
                .withDefaultValue(setting, value)
                .build();
    }
}
