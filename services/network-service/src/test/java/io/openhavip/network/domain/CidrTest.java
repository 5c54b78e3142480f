package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @Test
    void readsABlock() {
        Cidr block = Cidr.parse("192.168.4.0/22");
        assertThat(block.network()).isEqualTo(0xC0A80400);
        assertThat(block.prefix()).isEqualTo(22);
        assertThat(block.size()).isEqualTo(1024);
        assertThat(block).hasToString("192.168.4.0/22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/24",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/024",
                "10.0.0.0/-1",
                "10.0.0.0/24/24",
                "10.0.0/24",
                "ten/24"
            })
    void whatIsNoBlockIsMalformed(String text) {
        Refused.with(ErrorCode.INVALID_CIDR_MALFORMED, () -> Cidr.parse(text));
    }

    @Test
    void blockThatDoesNotBeginAtItsFirstAddressIsMalformedAndNamesIt() {
        assertThat(Refused.with(ErrorCode.INVALID_CIDR_MALFORMED, () -> Cidr.parse("192.168.0.1/24")))
                .hasMessage(
                        "The specified CidrBlock \"192.168.0.1/24\" is not valid: its first address is 192.168.0.0.");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/28", "8.0.0.0/8", "126.0.0.0/8", "223.0.0.0/8"})
    void vpcTakesMasksFrom8To28(String text) {
        assertThat(Cidr.forVpc(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "8.0.0.0/7", "10.0.0.0/29", "10.0.0.0/32"})
    void vpcRefusesOtherMasks(String text) {
        Refused.with(ErrorCode.INVALID_CIDR_MASK_LENGTH, () -> Cidr.forVpc(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100.64.0.0/10",
                "100.100.0.0/16",
                "100.0.0.0/8",
                "224.0.0.0/8",
                "239.255.0.0/16",
                "127.0.0.0/8",
                "127.0.0.0/24",
                "169.254.0.0/16",
                "169.0.0.0/8",
                "0.0.0.0/8"
            })
    void vpcRefusesReservedBlocksAndWhatOverlapsThem(String text) {
        Refused.with(ErrorCode.INVALID_CIDR_MALFORMED, () -> Cidr.forVpc(text));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/16", "10.0.0.8/29"})
    void vSwitchTakesMasksFrom16To29(String text) {
        assertThat(Cidr.forVSwitch(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/15", "10.0.0.0/30", "10.0.0.0/8"})
    void vSwitchRefusesOtherMasks(String text) {
        Refused.with(ErrorCode.INVALID_CIDR_MASK_LENGTH, () -> Cidr.forVSwitch(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.0.0/16, true, true",
        "10.0.0.0/16, 10.0.255.0/24, true, true",
        "10.0.1.0/24, 10.0.0.0/16, false, true",
        "10.0.0.0/24, 10.0.1.0/24, false, false",
        "0.0.0.0/0, 255.255.255.255/32, true, true",
        "128.0.0.0/1, 127.0.0.0/8, false, false",
        "192.0.0.0/8, 191.0.0.0/8, false, false"
    })
    void containingAndOverlapping(String left, String right, boolean contains, boolean overlaps) {
        assertThat(Cidr.parse(left).contains(Cidr.parse(right))).isEqualTo(contains);
        assertThat(Cidr.parse(left).overlaps(Cidr.parse(right))).isEqualTo(overlaps);
        assertThat(Cidr.parse(right).overlaps(Cidr.parse(left))).isEqualTo(overlaps);
    }

    @Test
    void containsItsFirstAndLastAddressAndNoOther() {
        Cidr block = Cidr.parse("192.168.0.0/29");
        assertThat(block.contains(0xC0A80000)).isTrue();
        assertThat(block.contains(0xC0A80007)).isTrue();
        assertThat(block.contains(0xC0A80008)).isFalse();
        assertThat(block.contains(0xC0A7FFFF)).isFalse();
    }
}
