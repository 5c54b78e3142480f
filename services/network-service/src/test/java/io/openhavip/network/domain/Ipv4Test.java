package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4Test {

    @Test
    void readsAnAddressAsItsNumber() {
        assertThat(Ipv4.parse("192.168.0.88")).hasValue(0xC0A80058);
        assertThat(Ipv4.parse("0.0.0.0")).hasValue(0);
        assertThat(Ipv4.parse("255.255.255.255")).hasValue(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "10.0.0.1000",
                "10.0.0.-1",
                "10.0.0.+1",
                "10.0.0.",
                "10.0.0.01",
                "10.0.0.1 ",
                " 10.0.0.1",
                "10.0.0.1/32",
                "a.b.c.d",
                "::1",
                "10.0.0.١"
            })
    void refusesWhatIsNoDottedAddress(String text) {
        assertThat(Ipv4.parse(text)).isEmpty();
        assertThat(Refused.with(ErrorCode.INVALID_IP_MALFORMED, () -> Ipv4.parseOrRefuse(text)))
                .hasMessage("The specified IpAddress \"" + text + "\" is not an IPv4 address.");
    }
}
