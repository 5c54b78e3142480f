package io.openhavip.docs.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import org.junit.jupiter.api.Test;

class RecordCommentsTest {

    @Test
    void commentStandsAboveTheRecord() {
        assertThat(RecordComments.of(EipState.class).text()).get().asString().startsWith("Current facts of an EIP");
        assertThat(RecordComments.of(EipState.class).components()).containsEntry("ipAddress", "the public address");
    }

    @Test
    void commentStandsAboveTheAnnotationsOfARecord() {
        assertThat(RecordComments.of(DetachHaVip.class).text())
                .contains("Free it of a HAVIP; answered by HaVipDetached. Not attached by that association: no-op.");
        assertThat(RecordComments.of(ReserveHaVipAddress.class).components())
                .containsOnlyKeys("ipAddress", "accountId", "regionId");
        assertThat(RecordComments.of(HaVipState.class).text()).isPresent();
    }

    @Test
    void commentOfARecordWithinARecordIsItsOwn() {
        assertThat(RecordComments.of(EipState.Target.class).text()).isEmpty();
        assertThat(RecordComments.of(EipState.Target.class).components())
                .containsOnlyKeys("instanceId", "privateIpAddress");
    }
}
