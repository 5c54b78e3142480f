package io.openhavip.network.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueNamesTest {

    private static final String NAME = "aliyun_3_x64_20G_alibase_20221102.vhd";

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "aliyun*, true",
        "*vhd, true",
        "*x64*alibase*, true",
        "aliyun_3_x64_20G_alibase_20221102.vhd, true",
        "aliyun*alibase*x64*, false",
        "aliyun, false",
        "*.vh, false",
        "aliyun_3_x64_20G_alibase_20221102.vhd*vhd, false",
        "aliyun?3*, false"
    })
    void starStandsForAnyText(String pattern, boolean matches) {
        assertThat(CatalogueResource.named(pattern, NAME)).isEqualTo(matches);
    }

    @Test
    void manyStarsTakeNoTime() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(CatalogueResource.named("*".repeat(5000) + "!", NAME))
                        .isFalse());
    }
}
