package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.localstack.LocalStackException;
import io.openhavip.standalone.Settings.Port;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Path FOLDER = Path.of("/checkout");

    @Test
    void everythingHasADefault() {
        Settings settings = Settings.from(Map.of(), FOLDER);
        assertThat(settings.home()).isEqualTo(Path.of("/checkout/.havip"));
        assertThat(settings.startLimit()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.ports())
                .isEqualTo(Map.of(
                        Port.KAFKA, 19092,
                        Port.KAFKA_CONTROLLER, 19093,
                        Port.POSTGRES, 15432,
                        Port.HAVIP_SERVICE, 8081,
                        Port.NETWORK_SERVICE, 8082,
                        Port.EIP_SERVICE, 8083,
                        Port.ARP_GATEWAY, 8084,
                        Port.HOST_AGENT, 8085,
                        Port.API_GATEWAY, 8086,
                        Port.API_GATEWAY_TLS, 8087));
    }

    @Test
    void environmentOverrides() {
        Settings settings = Settings.from(
                Map.of("HAVIP_HOME", "/data/../var/havip", "HAVIP_CHECKOUT", "/src", "HAVIP_PORT_ARP_GATEWAY", "9084"),
                FOLDER);
        assertThat(settings.home()).isEqualTo(Path.of("/var/havip"));
        assertThat(settings.checkout()).isEqualTo(Path.of("/src"));
        assertThat(settings.port(Port.ARP_GATEWAY)).isEqualTo(9084);
        assertThat(settings.port(Port.KAFKA)).isEqualTo(19092);
    }

    @Test
    void unusableNumberIsNamed() {
        assertThatThrownBy(() -> Settings.from(Map.of("HAVIP_PORT_KAFKA", "65536"), FOLDER))
                .isInstanceOf(LocalStackException.class)
                .hasMessage("HAVIP_PORT_KAFKA is '65536' and must be a port number");
        assertThatThrownBy(() -> Settings.from(Map.of("HAVIP_START_LIMIT", "soon"), FOLDER))
                .hasMessage("HAVIP_START_LIMIT is 'soon' and must be a number of seconds");
    }
}
