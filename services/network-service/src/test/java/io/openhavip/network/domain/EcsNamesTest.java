package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class EcsNamesTest {

    private static String name(String text) {
        return EcsNames.name("instanceName", text, ErrorCode.INVALID_INSTANCE_NAME_MALFORMED);
    }

    @Test
    void nameBeginsWithALetterOfAnyScriptAndHasTwoTo128Characters() {
        for (String allowed : List.of("ab", "Web:1_a.b-c", "网站一号", "x".repeat(128), "𠮷".repeat(128))) {
            assertThat(name(allowed)).isEqualTo(allowed);
        }
        for (String refused :
                List.of("", "a", "1a", "-a", "a b", "http://a", "https://a", "a/b", "x".repeat(129), "a\u0000")) {
            Refused.with(ErrorCode.INVALID_INSTANCE_NAME_MALFORMED, () -> name(refused));
        }
    }

    @Test
    void hostNameHasSingleDotsAndHyphensBetweenLettersAndDigits() {
        for (String allowed : List.of("ab", "web-1.example", "1a", "x".repeat(64))) {
            assertThat(EcsNames.hostName(allowed)).isEqualTo(allowed);
        }
        for (String refused : List.of("", "a", "-ab", "ab-", "a..b", "a.-b", "a_b", "网站", "x".repeat(65))) {
            Refused.with(ErrorCode.INVALID_HOST_NAME_MALFORMED, () -> EcsNames.hostName(refused));
        }
    }

    @Test
    void hostNameOfWhatIsGivenNoneIsAllowed() {
        assertThat(EcsNames.hostName(EcsNames.defaultHostName("i-bp67acfmxazb4p0a1b2c")))
                .isEqualTo("iZbp67acfmxazb4p0a1b2cZ");
    }

    @Test
    void descriptionIsEmptyOrHasTwoTo256Characters() {
        for (String allowed : List.of("", "ab", "a b/c", "x".repeat(256))) {
            assertThat(EcsNames.description(allowed)).isEqualTo(allowed);
        }
        for (String refused : List.of("a", "http://a", "https://a", "x".repeat(257))) {
            Refused.with(ErrorCode.INVALID_DESCRIPTION_MALFORMED, () -> EcsNames.description(refused));
        }
    }

    @Test
    void userDataAreBase64OfAtMost32Kilobytes() {
        String largest = Base64.getEncoder().encodeToString(new byte[32 * 1024]);
        assertThat(EcsNames.userData(largest)).isEqualTo(largest);
        assertThat(EcsNames.userData("")).isEmpty();
        String tooLarge = Base64.getEncoder().encodeToString(new byte[32 * 1024 + 1]);
        Refused.with(ErrorCode.INVALID_USER_DATA_SIZE, () -> EcsNames.userData(tooLarge));
        Refused.with(ErrorCode.INVALID_USER_DATA_BASE64, () -> EcsNames.userData("#!/bin/sh"));
    }
}
