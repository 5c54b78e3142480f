package io.openhavip.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.openhavip.contracts.havip.HaVipEvent.HaVipCreated;
import org.junit.jupiter.api.Test;

class MessageTypesTest {

    @Test
    void nameIsDomainRecordAndVersion() {
        assertThat(MessageTypes.nameOf(HaVipCreated.class)).isEqualTo("havip.HaVipCreated.v1");
    }

    @Test
    void everyNameLeadsBackToItsRecord() {
        assertThat(MessageTypes.names())
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(
                                MessageTypes.nameOf(MessageTypes.classOf(name).orElseThrow()))
                        .isEqualTo(name));
    }

    @Test
    void unknownNameIsEmptyAndUnpublishedClassIsRefused() {
        assertThat(MessageTypes.classOf("havip.HaVipExploded.v1")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> MessageTypes.nameOf(String.class));
    }
}
