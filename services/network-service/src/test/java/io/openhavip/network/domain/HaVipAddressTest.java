package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressFreed;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressHeld;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteAdded;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipRouteRemoved;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchDeleted;
import java.util.Optional;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the vSwitch's pool and a HAVIP's own history change together. */
class HaVipAddressTest {

    private static final Optional<String> ANY = Optional.empty();
    private static final AddressReserved RESERVED = Known.reserved("192.168.0.4", AddressHolder.HaVip, Known.HAVIP);
    private static final ReleaseHaVipAddress RELEASE = new ReleaseHaVipAddress(Known.VSWITCH, Known.HAVIP);

    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void vSwitch() {
        network.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED, Known.VSWITCH_CREATED);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static ReserveHaVipAddress reserve(String haVipId, Optional<String> address) {
        return new ReserveHaVipAddress(Known.VSWITCH, haVipId, address, Known.ACCOUNT, Known.REGION);
    }

    private static HaVipAddressHeld held(String address) {
        return new HaVipAddressHeld(Known.HAVIP, Known.ACCOUNT, Known.REGION, Known.VPC, Known.VSWITCH, address);
    }

    private void givenHeld() {
        network.given(RESERVED, Known.HAVIP_HELD);
    }

    @Test
    void haVipGetsTheFirstIdleAddress() {
        network.when(reserve(Known.HAVIP, ANY))
                .events(Known.reserved("192.168.0.1", AddressHolder.HaVip, Known.HAVIP), held("192.168.0.1"));
    }

    @Test
    void haVipGetsTheAddressThatItAsksFor() {
        network.when(reserve(Known.HAVIP, Optional.of("192.168.0.4"))).events(RESERVED, Known.HAVIP_HELD);
    }

    @Test
    void haVipThatHoldsAnAddressKeepsItAndTakesNoSecondPlace() {
        network.when(reserve(Known.HAVIP, ANY)).events(AddressReserved.class, HaVipAddressHeld.class);
        network.when(reserve(Known.HAVIP, Optional.of("192.168.0.2"))).events();
        assertThat(network.quotas().taken(Quotas.Scope.haVips(Known.VPC))).isEqualTo(1);
    }

    @Test
    void addressThatWasFreedWithoutItsHaVipsEndCanBeHeldAgain() {
        givenHeld();
        network.when(RELEASE).events(HaVipAddressFreed.class, AddressReleased.class);
        network.when(reserve(Known.HAVIP, Optional.of("192.168.0.4"))).events(RESERVED, Known.HAVIP_HELD);
        network.when(RELEASE).events(HaVipAddressFreed.class, AddressReleased.class);
    }

    @Test
    void addressThatCannotBeHadIsRefusedWithItsCodeAndTakesNoPlace() {
        givenHeld();
        refused("192.168.0.4", ErrorCode.INVALID_IP_ALREADY_USED);
        refused("192.168.0.0", ErrorCode.INVALID_IP_NOT_AVAILABLE);
        refused("192.168.0.5", ErrorCode.INVALID_IP_NOT_AVAILABLE);
        refused("192.168.0.8", ErrorCode.INVALID_IP_OUT_OF_RANGE);
        refused("192.168.0.x", ErrorCode.INVALID_IP_MALFORMED);
        assertThat(network.quotas().taken(Quotas.Scope.haVips(Known.VPC))).isZero();
    }

    private void refused(String address, ErrorCode code) {
        network.when(reserve("havip-2", Optional.of(address))).refused(code);
    }

    @Test
    void fullVSwitchRefuses() {
        network.given(
                RESERVED,
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, "eni-1"),
                Known.reserved("192.168.0.2", AddressHolder.NetworkInterface, "eni-2"),
                Known.reserved("192.168.0.3", AddressHolder.NetworkInterface, "eni-3"));
        network.when(reserve("havip-2", ANY)).refused(ErrorCode.VSWITCH_IP_NOT_ENOUGH);
    }

    @Test
    void addressesOfInterfacesAndHaVipsAreOnePool() {
        network.given(Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE));
        network.when(reserve(Known.HAVIP, Optional.of("192.168.0.1"))).refused(ErrorCode.INVALID_IP_ALREADY_USED);
    }

    @Test
    void oneMoreThanTheVpcMayHaveIsRefused() {
        network.quotas().limit(Quota.HAVIPS_IN_VPC, 1);
        network.when(reserve(Known.HAVIP, ANY)).events(AddressReserved.class, HaVipAddressHeld.class);
        network.when(reserve("havip-2", ANY)).refused(ErrorCode.HAVIP_QUOTA_EXCEEDED);
    }

    @Test
    void vSwitchOfAnotherAccountOrRegionDoesNotExist() {
        network.when(new ReserveHaVipAddress(Known.VSWITCH, Known.HAVIP, ANY, Known.ANOTHER_ACCOUNT, Known.REGION))
                .refused(ErrorCode.INVALID_VSWITCH_NOT_FOUND);
        network.when(new ReserveHaVipAddress(Known.VSWITCH, Known.HAVIP, ANY, Known.ACCOUNT, "cn-beijing"))
                .refused(ErrorCode.INVALID_VSWITCH_NOT_FOUND);
    }

    @Test
    void releasingGivesBackWhateverTheHaVipHolds() {
        givenHeld();
        network.when(RELEASE)
                .events(
                        new HaVipAddressFreed(Known.HAVIP, Known.VPC, Known.VSWITCH, "192.168.0.4"),
                        new AddressReleased(Known.VSWITCH, "192.168.0.4", AddressHolder.HaVip, Known.HAVIP));
    }

    @Test
    void releasingWhatIsNotHeldDoesNothing() {
        network.when(RELEASE).events();
        givenHeld();
        network.when(RELEASE).events(HaVipAddressFreed.class, AddressReleased.class);
        network.when(RELEASE).events();
    }

    @Test
    void addressReservedBeforeHaVipsHadAHistoryHereIsReleased() {
        network.given(RESERVED)
                .when(RELEASE)
                .events(HaVipAddressHeld.class, HaVipAddressFreed.class, AddressReleased.class);
    }

    @Test
    void addressIsNotReleasedWhileARouteEntryLeadsToTheHaVip() {
        givenHeld();
        network.given(new HaVipRouteAdded(Known.HAVIP, Known.ROUTE_TABLE, "rte-c1"));
        network.when(RELEASE).refused(ErrorCode.HAVIP_REFERRED_BY_ROUTE_ENTRY);
        network.given(new HaVipRouteRemoved(Known.HAVIP, Known.ROUTE_TABLE, "rte-c1"));
        network.when(RELEASE).events(HaVipAddressFreed.class, AddressReleased.class);
    }

    @Test
    void unknownAndDeletedVSwitchesAreNotThere() {
        network.given(new VSwitchDeleted(Known.VSWITCH, Known.VPC));
        assertThat(network.when(reserve(Known.HAVIP, ANY)).failure()).isInstanceOf(AggregateDeletedException.class);
        assertThat(network.when(new ReserveHaVipAddress("vsw-2", Known.HAVIP, ANY, Known.ACCOUNT, Known.REGION))
                        .failure())
                .isInstanceOf(AggregateNotFoundException.class);
    }
}
