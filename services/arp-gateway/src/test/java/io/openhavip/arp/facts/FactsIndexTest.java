package io.openhavip.arp.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.arp.domain.Port;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactsIndexTest {

    private static final AddressKey KEY = new AddressKey("vsw-1", "10.0.0.200");

    private final FactsIndex index = new FactsIndex();
    private final List<AddressKey> changed = new ArrayList<>();

    private void tell(String topic, String key, State state) {
        index.onState(topic, key, Optional.ofNullable(state), 0);
    }

    private void haVip(String id, HaVipStatus status, String... associated) {
        tell(
                Topics.HAVIP_STATE.name(),
                id,
                new HaVipState(
                        id,
                        "vpc-1",
                        KEY.vSwitchId(),
                        KEY.address(),
                        status,
                        AssociatedInstanceType.EcsInstance,
                        List.of(associated)));
    }

    private void instance(String id, InstanceStatus status, String... interfaces) {
        List<NetworkInterface> attached = List.of(interfaces).stream()
                .map(eni -> new NetworkInterface(eni, KEY.vSwitchId(), "02:00:00:00:00:01", "10.0.0.1"))
                .toList();
        tell(Topics.NETWORK_STATE.name(), id, new InstanceState(id, "vpc-1", "host-1", status, 1, attached));
    }

    private void caughtUp() {
        index.onCaughtUp();
        index.follow(changed::add);
    }

    private Optional<String> haVipOfAddress() {
        return index.of(KEY, List.of()).haVip().map(HaVipState::haVipId);
    }

    @Test
    void changesBeforeAllFactsAreKnownAreNotFollowed() {
        index.follow(changed::add);
        haVip("havip-1", HaVipStatus.Available);

        assertThat(changed).isEmpty();
        assertThat(index.isCaughtUp()).isFalse();
        assertThat(haVipOfAddress()).contains("havip-1");
    }

    @Test
    void instanceChangeIsTheAddressesOfItsHaVips() {
        haVip("havip-1", HaVipStatus.InUse, "i-a");
        instance("i-a", InstanceStatus.Running, "eni-a");
        caughtUp();

        instance("i-a", InstanceStatus.Stopped, "eni-a");
        instance("i-b", InstanceStatus.Running, "eni-b");

        assertThat(changed).containsExactly(KEY);
        assertThat(index.port("eni-a").map(Port::status)).contains(InstanceStatus.Stopped);
    }

    @Test
    void deletedInstanceTakesItsPortsAlong() {
        haVip("havip-1", HaVipStatus.InUse, "i-a");
        instance("i-a", InstanceStatus.Running, "eni-a");
        caughtUp();

        tell(Topics.NETWORK_STATE.name(), "i-a", null);

        assertThat(index.port("eni-a")).isEmpty();
        assertThat(changed).containsExactly(KEY);
    }

    @Test
    void interfaceThatMovedStaysWithItsNewInstance() {
        instance("i-a", InstanceStatus.Running, "eni-a", "eni-x");
        instance("i-b", InstanceStatus.Running, "eni-b", "eni-x");

        instance("i-a", InstanceStatus.Running, "eni-a");

        assertThat(index.port("eni-x").map(Port::instanceId)).contains("i-b");
    }

    @Test
    void goingHaVipDoesNotHideTheNextOneOfItsAddress() {
        haVip("havip-1", HaVipStatus.Available);
        haVip("havip-2", HaVipStatus.Available);

        haVip("havip-1", HaVipStatus.Deleting);
        assertThat(haVipOfAddress()).contains("havip-2");
        tell(Topics.HAVIP_STATE.name(), "havip-1", null);

        assertThat(haVipOfAddress()).contains("havip-2");
    }

    @Test
    void deletedHaVipLeavesItsAddressWithoutOne() {
        haVip("havip-1", HaVipStatus.InUse, "i-a");
        caughtUp();

        tell(Topics.HAVIP_STATE.name(), "havip-1", null);
        instance("i-a", InstanceStatus.Running, "eni-a");

        assertThat(haVipOfAddress()).isEmpty();
        assertThat(changed).containsExactly(KEY);
    }
}
