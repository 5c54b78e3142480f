package io.openhavip.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {

    @Test
    void addressesFromTheFirstToTheLastAreInTheBlock() {
        AddressBlock block = AddressBlock.parse("192.168.4.0/22");
        assertThat(block.contains("192.168.4.0")).isTrue();
        assertThat(block.contains("192.168.7.255")).isTrue();
        assertThat(block.contains("192.168.3.255")).isFalse();
        assertThat(block.contains("192.168.8.0")).isFalse();
    }

    @Test
    void highestBitIsABitLikeOthers() {
        assertThat(AddressBlock.parse("128.0.0.0/1").contains("255.1.2.3")).isTrue();
        assertThat(AddressBlock.parse("128.0.0.0/1").contains("127.1.2.3")).isFalse();
        assertThat(AddressBlock.parse("0.0.0.0/0").contains("255.1.2.3")).isTrue();
        assertThat(AddressBlock.parse("10.0.0.1/32").contains("10.0.0.2")).isFalse();
    }

    @Test
    void gatewayIsTheThirdFromTheEnd() {
        assertThat(AddressBlock.parse("192.168.0.0/24").gateway()).isEqualTo("192.168.0.253");
        assertThat(AddressBlock.parse("172.16.128.0/17").gateway()).isEqualTo("172.16.255.253");
        assertThat(AddressBlock.parse("192.168.0.8/29").gateway()).isEqualTo("192.168.0.13");
    }

    @Test
    void blockIsWrittenWithItsLowestAddress() {
        assertThat(AddressBlock.parse("10.9.1.2/16")).hasToString("10.9.0.0/16");
        assertThat(AddressBlock.parse("0.0.0.0/0").last()).isEqualTo(0xffffffffL);
    }

    @Test
    void blockIsTheSameByWhicheverOfItsAddresses() {
        assertThat(AddressBlock.parse("10.9.1.2/16")).isEqualTo(AddressBlock.parse("10.9.0.0/16"));
        assertThat(AddressBlock.parse("10.9.1.2/0")).isEqualTo(AddressBlock.parse("0.0.0.0/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0.0", "10.0.0.3", "126.255.255.255", "128.0.0.1", "223.255.255.255"})
    void machineCanHaveAUnicastAddress(String address) {
        assertThat(AddressBlock.isUnicast(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host-1",
                "10.0.0.3/24",
                "10.0.0.256",
                "10.0.3",
                "10.0.0.3.4",
                "010.0.0.3",
                "+10.0.0.3",
                "1\u0660.0.0.3",
                "0.0.0.100",
                "127.0.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255"
            })
    void machineCanHaveNoOther(String address) {
        assertThat(AddressBlock.isUnicast(address)).isFalse();
    }

    @Test
    void whatIsNoBlockIsRefused() {
        assertThat(AddressBlock.read("10.0.0.0/33")).isEmpty();
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0/8")).isInstanceOf(IllegalArgumentException.class);
    }
}
