package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.AddressReserved;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchDeleted;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.network.domain.NetworkRequest.DeleteVSwitch;
import java.util.Optional;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VSwitchTest {

    private final FixtureConfiguration<VSwitch> vSwitch = new AggregateTestFixture<>(VSwitch.class);
    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void handler() {
        Repository<Vpc> noVpcs = new AggregateTestFixture<>(Vpc.class).getRepository();
        vSwitch.registerAnnotatedCommandHandler(new NetworkCommandHandler(noVpcs, vSwitch.getRepository()));
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static ReserveHaVipAddress reserve(String haVipId) {
        return new ReserveHaVipAddress(Known.VSWITCH, haVipId, Optional.empty(), Known.ACCOUNT, Known.REGION);
    }

    private static ReserveHaVipAddress reserve(String haVipId, String address) {
        return new ReserveHaVipAddress(Known.VSWITCH, haVipId, Optional.of(address), Known.ACCOUNT, Known.REGION);
    }

    private static AddressReserved haVipAt(String address) {
        return Known.reserved(address, AddressHolder.HaVip, Known.HAVIP);
    }

    @Test
    void haVipGetsTheFirstIdleAddress() {
        vSwitch.given(Known.VSWITCH_CREATED).when(reserve(Known.HAVIP)).expectEvents(haVipAt("192.168.0.1"));
    }

    @Test
    void haVipGetsTheAddressThatItAsksFor() {
        vSwitch.given(Known.VSWITCH_CREATED)
                .when(reserve(Known.HAVIP, "192.168.0.4"))
                .expectEvents(haVipAt("192.168.0.4"));
    }

    @Test
    void haVipNeverGetsASecondAddress() {
        vSwitch.given(Known.VSWITCH_CREATED, haVipAt("192.168.0.1"))
                .when(reserve(Known.HAVIP, "192.168.0.2"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void addressThatCannotBeHadIsRefusedWithItsCode() {
        refused(reserve("havip-2", "192.168.0.1"), ErrorCode.INVALID_IP_ALREADY_USED);
        refused(reserve("havip-2", "192.168.0.0"), ErrorCode.INVALID_IP_NOT_AVAILABLE);
        refused(reserve("havip-2", "192.168.0.5"), ErrorCode.INVALID_IP_NOT_AVAILABLE);
        refused(reserve("havip-2", "192.168.0.8"), ErrorCode.INVALID_IP_OUT_OF_RANGE);
        refused(reserve("havip-2", "192.168.0.x"), ErrorCode.INVALID_IP_MALFORMED);
    }

    private void refused(ReserveHaVipAddress command, ErrorCode code) {
        vSwitch.given(Known.VSWITCH_CREATED, haVipAt("192.168.0.1"))
                .when(command)
                .expectNoEvents()
                .expectException(Refused.with(code));
    }

    @Test
    void fullVSwitchRefuses() {
        vSwitch.given(
                        Known.VSWITCH_CREATED,
                        haVipAt("192.168.0.1"),
                        Known.reserved("192.168.0.2", AddressHolder.NetworkInterface, "eni-2"),
                        Known.reserved("192.168.0.3", AddressHolder.NetworkInterface, "eni-3"),
                        Known.reserved("192.168.0.4", AddressHolder.NetworkInterface, "eni-4"))
                .when(reserve("havip-2"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.VSWITCH_IP_NOT_ENOUGH));
    }

    @Test
    void addressesOfInterfacesAndHaVipsAreOnePool() {
        vSwitch.given(
                        Known.VSWITCH_CREATED,
                        Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE))
                .when(reserve(Known.HAVIP, "192.168.0.1"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_IP_ALREADY_USED));
    }

    @Test
    void releasingGivesBackWhateverTheHaVipHolds() {
        vSwitch.given(Known.VSWITCH_CREATED, haVipAt("192.168.0.4"))
                .when(new ReleaseHaVipAddress(Known.VSWITCH, Known.HAVIP))
                .expectEvents(new AddressReleased(Known.VSWITCH, "192.168.0.4", AddressHolder.HaVip, Known.HAVIP));
    }

    @Test
    void releasingWhatIsNotHeldDoesNothing() {
        vSwitch.given(Known.VSWITCH_CREATED)
                .when(new ReleaseHaVipAddress(Known.VSWITCH, Known.HAVIP))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void unknownAndDeletedVSwitchesAreNotThere() {
        network.given(Known.VSWITCH_CREATED, new VSwitchDeleted(Known.VSWITCH, Known.VPC));
        assertThat(network.when(reserve(Known.HAVIP)).failure()).isInstanceOf(AggregateDeletedException.class);
        assertThat(network.when(new ReserveHaVipAddress(
                                "vsw-2", Known.HAVIP, Optional.empty(), Known.ACCOUNT, Known.REGION))
                        .failure())
                .isInstanceOf(AggregateNotFoundException.class);
    }

    @Test
    void deletionReturnsTheRangeToTheVpc() {
        network.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED, Known.VSWITCH_CREATED)
                .when(new DeleteVSwitch(Known.VSWITCH))
                .events(
                        new VSwitchDeleted(Known.VSWITCH, Known.VPC),
                        new VSwitchCidrReturned(Known.VPC, Known.VSWITCH));
    }

    @Test
    void vSwitchWithAHaVipIsNotDeletedUntilThatIsGone() {
        network.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED, Known.VSWITCH_CREATED, haVipAt("192.168.0.4"));
        network.when(new DeleteVSwitch(Known.VSWITCH)).refused(ErrorCode.VSWITCH_DEPENDENCY_HAVIP);
        network.given(new AddressReleased(Known.VSWITCH, "192.168.0.4", AddressHolder.HaVip, Known.HAVIP));
        network.when(new DeleteVSwitch(Known.VSWITCH)).events(VSwitchDeleted.class, VSwitchCidrReturned.class);
    }

    @Test
    void vSwitchWithAnInterfaceIsNotDeleted() {
        network.given(
                Known.VPC_CREATED,
                Known.CIDR_ASSIGNED,
                Known.VSWITCH_CREATED,
                Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE));
        network.when(new DeleteVSwitch(Known.VSWITCH)).refused(ErrorCode.VSWITCH_DEPENDENCY);
    }
}
