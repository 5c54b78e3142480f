package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchCreated;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import io.openhavip.network.domain.NetworkRequest.CreateVSwitch;
import io.openhavip.network.domain.NetworkRequest.CreateVpc;
import io.openhavip.network.domain.NetworkRequest.DeleteVpc;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VpcTest {

    private final FixtureConfiguration<Vpc> vpc = new AggregateTestFixture<>(Vpc.class);
    private final NetworkScenario network = new NetworkScenario();

    @AfterEach
    void close() {
        network.close();
    }

    private static CreateVpc create(String cidrBlock) {
        return new CreateVpc(Known.VPC, Known.ACCOUNT, Known.REGION, cidrBlock, "web", "for the shop");
    }

    private static CreateVSwitch createVSwitch(String vSwitchId, String cidrBlock) {
        return new CreateVSwitch(vSwitchId, Known.VPC, Known.ZONE, cidrBlock, "front", "");
    }

    @Test
    void isCreatedAsAskedFor() {
        vpc.givenNoPriorActivity()
                .when(create("192.168.0.0/16"))
                .expectEvents(new VpcCreated(
                        Known.VPC, Known.ACCOUNT, Known.REGION, "192.168.0.0/16", "web", "for the shop"));
    }

    @Test
    void blockThatNoVpcMayHaveIsRefused() {
        vpc.givenNoPriorActivity()
                .when(create("100.64.0.0/16"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_CIDR_MALFORMED));
        vpc.givenNoPriorActivity()
                .when(create("192.168.0.0/30"))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.INVALID_CIDR_MASK_LENGTH));
    }

    @Test
    void isDeletedWhenItIsEmpty() {
        vpc.given(Known.VPC_CREATED)
                .when(new DeleteVpc(Known.VPC))
                .expectEvents(new VpcDeleted(Known.VPC))
                .expectMarkedDeleted();
    }

    @Test
    void isNotDeletedWhileItHasAVSwitch() {
        vpc.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED)
                .when(new DeleteVpc(Known.VPC))
                .expectNoEvents()
                .expectException(Refusal.class)
                .expectException(Refused.with(ErrorCode.VPC_DEPENDENCY_VSWITCH))
                .expectExceptionMessage("The VPC vpc-1 still has 1 vSwitches.");
    }

    @Test
    void isDeletedAfterItsLastVSwitch() {
        vpc.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED, new VSwitchCidrReturned(Known.VPC, Known.VSWITCH))
                .when(new DeleteVpc(Known.VPC))
                .expectEvents(new VpcDeleted(Known.VPC));
    }

    @Test
    void isNotThereAnyMoreOnceDeleted() {
        vpc.given(Known.VPC_CREATED, new VpcDeleted(Known.VPC))
                .when(new DeleteVpc(Known.VPC))
                .expectNoEvents()
                .expectException(AggregateDeletedException.class);
    }

    @Test
    void vSwitchTakesItsRangeFromTheVpc() {
        network.given(Known.VPC_CREATED)
                .when(createVSwitch(Known.VSWITCH, "192.168.0.0/29"))
                .events(
                        new VSwitchCidrAssigned(Known.VPC, Known.VSWITCH, "192.168.0.0/29"),
                        new VSwitchCreated(
                                Known.VSWITCH,
                                Known.VPC,
                                Known.ACCOUNT,
                                Known.REGION,
                                Known.ZONE,
                                "192.168.0.0/29",
                                "front",
                                ""));
    }

    @Test
    void vSwitchOutsideTheVpcIsRefused() {
        network.given(Known.VPC_CREATED);
        network.when(createVSwitch("vsw-2", "192.169.0.0/24")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
        network.when(createVSwitch("vsw-2", "192.168.0.0/30")).refused(ErrorCode.INVALID_CIDR_MASK_LENGTH);
        network.when(createVSwitch("vsw-2", "192.168.0.8/28")).refused(ErrorCode.INVALID_CIDR_MALFORMED);
    }

    @Test
    void vSwitchThatOverlapsAnotherIsRefusedUntilThatIsGone() {
        network.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED);
        network.when(createVSwitch("vsw-2", "192.168.0.0/24")).refused(ErrorCode.INVALID_CIDR_OVERLAPPED);
        network.given(new VSwitchCidrReturned(Known.VPC, Known.VSWITCH));
        network.when(createVSwitch("vsw-2", "192.168.0.0/24")).events(VSwitchCidrAssigned.class, VSwitchCreated.class);
    }
}
