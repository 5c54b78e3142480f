package io.openhavip.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentNoncesTest {

    private final RecentNonces recent = new RecentNonces();

    @Test
    void nonceOfAKeyIsNewOnce() {
        assertThat(recent.add("a", "1")).isTrue();
        assertThat(recent.add("a", "1")).isFalse();
        assertThat(recent.add("b", "1")).isTrue();
        recent.forget("a", "1");
        assertThat(recent.add("a", "1")).isTrue();
    }

    @Test
    void oldestIsForgottenWhenThereAreTooMany() {
        for (int i = 0; i <= RecentNonces.MOST; i++) {
            assertThat(recent.add("a", "n" + i)).isTrue();
        }
        assertThat(recent.add("a", "n1")).isFalse();
        assertThat(recent.add("a", "n0")).isTrue();
    }
}
