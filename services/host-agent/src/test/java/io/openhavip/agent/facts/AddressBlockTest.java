package io.openhavip.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
    void whatIsNoBlockIsRefused() {
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0/8")).isInstanceOf(IllegalArgumentException.class);
    }
}
