package io.openhavip.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HaVipsByAddressTest {

    private static final AddressKey KEY = new AddressKey("vsw-1", "10.0.0.9");

    private interface Told {
        void to(HaVipsByAddress haVips);
    }

    private static Told state(String haVipId, HaVipStatus status) {
        HaVipState state = new HaVipState(
                haVipId,
                "vpc-1",
                KEY.vSwitchId(),
                KEY.address(),
                status,
                AssociatedInstanceType.EcsInstance,
                List.of());
        return haVips -> haVips.put(state);
    }

    /** One after the other: the first was deleted before the second was made. */
    private static final List<Told> FIRST = List.of(
            state("havip-1", HaVipStatus.Available),
            state("havip-1", HaVipStatus.Deleting),
            haVips -> haVips.remove("havip-1"));

    private static final List<Told> SECOND =
            List.of(state("havip-2", HaVipStatus.Available), state("havip-2", HaVipStatus.InUse));

    @Test
    void addressIsTheLivingHaVipsInWhateverOrderTheTwoHistoriesAreTold() {
        List<List<Told>> orders = interleavings(FIRST, SECOND);
        assertThat(orders).hasSize(10);
        for (List<Told> order : orders) {
            HaVipsByAddress haVips = new HaVipsByAddress();
            order.forEach(told -> told.to(haVips));
            assertThat(haVips.at(KEY).map(HaVipState::haVipId)).contains("havip-2");
            assertThat(haVips.at(KEY).map(HaVipState::status)).contains(HaVipStatus.InUse);
            assertThat(haVips.all()).hasSize(1);
        }
    }

    private static List<List<Told>> interleavings(List<Told> one, List<Told> other) {
        if (one.isEmpty() || other.isEmpty()) {
            List<Told> rest = new ArrayList<>(one);
            rest.addAll(other);
            return List.of(rest);
        }
        List<List<Told>> all = new ArrayList<>();
        for (List<Told> rest : interleavings(one.subList(1, one.size()), other)) {
            all.add(preceded(one.getFirst(), rest));
        }
        for (List<Told> rest : interleavings(one, other.subList(1, other.size()))) {
            all.add(preceded(other.getFirst(), rest));
        }
        return all;
    }

    private static List<Told> preceded(Told first, List<Told> rest) {
        List<Told> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        return order;
    }

    @Test
    void goingHaVipHasItsAddressUntilAnotherIsTold() {
        HaVipsByAddress haVips = new HaVipsByAddress();
        state("havip-1", HaVipStatus.Deleting).to(haVips);
        assertThat(haVips.at(KEY).map(HaVipState::haVipId)).contains("havip-1");
        state("havip-2", HaVipStatus.Available).to(haVips);
        assertThat(haVips.at(KEY).map(HaVipState::haVipId)).contains("havip-2");
    }

    @Test
    void lastOneGoneLeavesTheAddressWithoutOne() {
        HaVipsByAddress haVips = new HaVipsByAddress();
        state("havip-1", HaVipStatus.InUse).to(haVips);
        assertThat(haVips.remove("havip-1")).isPresent();
        assertThat(haVips.at(KEY)).isEmpty();
        assertThat(haVips.all()).isEmpty();
        assertThat(haVips.remove("havip-1")).isEmpty();
    }
}
