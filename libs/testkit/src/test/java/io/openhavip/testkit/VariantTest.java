package io.openhavip.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VariantTest {

    @Test
    void settingNamesAVariant() {
        assertThat(Variant.parse("docker")).contains(Variant.DOCKER);
        assertThat(Variant.parse("EMBEDDED")).contains(Variant.EMBEDDED);
        assertThat(Variant.parse("auto")).isEmpty();
    }

    @Test
    void unknownSettingIsRefused() {
        assertThatThrownBy(() -> Variant.parse("podman"))
                .hasMessage("HAVIP_TEST_INFRA is 'podman'; it must be auto, docker or embedded");
    }
}
