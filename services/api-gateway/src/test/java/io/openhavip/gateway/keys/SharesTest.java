package io.openhavip.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void oneAccountTakesNoMoreThanItsShare() {
        Shares shares = new Shares(2);
        assertThat(shares.take("1")).isTrue();
        assertThat(shares.take("1")).isTrue();
        assertThat(shares.take("1")).isFalse();
        assertThat(shares.take("2")).isTrue();
        shares.giveBack("1");
        assertThat(shares.take("1")).isTrue();
        assertThat(shares.take("1")).isFalse();
    }

    @Test
    void shareOfNothingIsRefused() {
        assertThatThrownBy(() -> new Shares(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
