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
                .containsOnly(
                        Map.entry(Port.KAFKA, 19092),
                        Map.entry(Port.KAFKA_CONTROLLER, 19093),
                        Map.entry(Port.POSTGRES, 15432),
                        Map.entry(Port.HAVIP_SERVICE, 8081),
                        Map.entry(Port.NETWORK_SERVICE, 8082),
                        Map.entry(Port.EIP_SERVICE, 8083),
                        Map.entry(Port.ARP_GATEWAY, 8084),
                        Map.entry(Port.HOST_AGENT, 8085),
                        Map.entry(Port.API_GATEWAY, 8086),
                        Map.entry(Port.API_GATEWAY_TLS, 8087),
                        Map.entry(Port.HOST_AGENT_2, 8088));
        assertThat(settings.hosts()).isEqualTo(1);
        assertThat(settings.instances()).isEqualTo(Settings.Instances.namespace);
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
        assertThatThrownBy(() -> Settings.from(Map.of("HAVIP_HOSTS", "3"), FOLDER))
                .hasMessage("HAVIP_HOSTS is '3' and must be 1 or 2");
        assertThatThrownBy(() -> Settings.from(Map.of("HAVIP_INSTANCES", "kvm"), FOLDER))
                .hasMessage("HAVIP_INSTANCES is 'kvm' and must be 'namespace' or 'none'");
        assertThatThrownBy(() -> Settings.from(Map.of("HAVIP_START_LIMIT", "soon"), FOLDER))
                .hasMessage("HAVIP_START_LIMIT is 'soon' and must be a number of seconds");
    }
}
