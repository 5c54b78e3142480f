package io.openhavip.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactsStoreTest {

    private static final AddressKey KEY = new AddressKey("vsw-1", "192.168.0.88");
    private final FactsStore store = new FactsStore();

    @Test
    void ownershipMovesForwardOnly() {
        assertThat(store.put(ownership(5))).isTrue();
        assertThat(store.put(ownership(4))).isFalse();
        assertThat(store.put(ownership(5))).isFalse();
        assertThat(store.put(ownership(6))).isTrue();
        assertThat(store.ownership(KEY)).contains(ownership(6));
    }

    @Test
    void whatIsExpectedIsNotTakenBackBeforeItsStateIsThere() {
        assertThat(store.expect(ownership(5))).isTrue();
        store.removeOwnership(KEY);
        assertThat(store.ownership(KEY)).contains(ownership(5));

        assertThat(store.put(ownership(5))).isFalse();
        store.removeOwnership(KEY);
        assertThat(store.ownership(KEY)).isEmpty();
        assertThat(store.expect(ownership(5))).isFalse();
    }

    @Test
    void endedOwnershipKeepsItsEpoch() {
        store.put(ownership(5));
        store.removeOwnership(KEY);

        assertThat(store.ownership(KEY)).isEmpty();
        assertThat(store.put(ownership(5))).isFalse();
        assertThat(store.put(ownership(6))).isTrue();
    }

    @Test
    void addressOfADeletedHaVipBelongsToItsSuccessor() {
        store.put(haVip("havip-1"));
        store.put(haVip("havip-2"));
        store.removeHaVip("havip-1");

        assertThat(store.hasHaVip(KEY)).isTrue();
        store.removeHaVip("havip-2");
        assertThat(store.hasHaVip(KEY)).isFalse();
    }

    private static OwnershipState ownership(long epoch) {
        return new OwnershipState(KEY.vSwitchId(), KEY.address(), "havip-1", epoch, Optional.empty());
    }

    private static HaVipState haVip(String id) {
        return new HaVipState(
                id,
                "vpc-1",
                KEY.vSwitchId(),
                KEY.address(),
                HaVipStatus.Available,
                AssociatedInstanceType.EcsInstance,
                List.of());
    }
}
