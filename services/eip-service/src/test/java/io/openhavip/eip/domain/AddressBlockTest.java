package io.openhavip.eip.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {

    @Test
    void networkAndBroadcastAddressAreNotGiven() {
        assertThat(AddressBlock.of("203.0.113.0/24").addresses())
                .hasSize(254)
                .startsWith("203.0.113.1")
                .endsWith("203.0.113.254");
        assertThat(AddressBlock.of("198.51.100.8/30").addresses()).containsExactly("198.51.100.9", "198.51.100.10");
    }

    @Test
    void smallestBlocksAreGivenWhole() {
        assertThat(AddressBlock.of("198.51.100.8/31").addresses()).containsExactly("198.51.100.8", "198.51.100.9");
        assertThat(AddressBlock.of("255.255.255.255/32").addresses()).containsExactly("255.255.255.255");
    }

    @Test
    void largestBlockHasTwoAddressesLessThanItsSize() {
        assertThat(AddressBlock.of("198.18.0.0/16").addresses()).hasSize(65_534).endsWith("198.18.255.254");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "203.0.113.0",
                "203.0.113.0/",
                "203.0.113.0/33",
                "203.0.0.0/15",
                "203.0.113.1/24",
                "a/24",
                "203.0.113.256/32",
                "203.0.113.00/24",
                "2001:db8::/32"
            })
    void whatIsNoBlockIsRefused(String cidr) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.of(cidr));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "1.2.3.-4", "::1"})
    void whatIsNoAddressIsEmpty(String address) {
        assertThat(AddressBlock.parse(address)).isEmpty();
    }

    @Test
    void addressIsReadAsANumber() {
        assertThat(AddressBlock.parse("203.0.113.7")).hasValue(0xCB007107L);
        assertThat(AddressBlock.parse("0.0.0.0")).hasValue(0);
    }
}
