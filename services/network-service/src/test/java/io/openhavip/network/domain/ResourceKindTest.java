package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.contracts.network.StoppedMode;
import io.openhavip.network.domain.InstanceRequest.DeleteInstance;
import io.openhavip.network.domain.InstanceRequest.StartInstance;
import io.openhavip.network.domain.InstanceRequest.StopInstance;
import io.openhavip.network.domain.NetworkInterfaceRequest.DeleteNetworkInterface;
import io.openhavip.network.domain.VSwitchRequest.CreateVSwitch;
import io.openhavip.network.domain.VSwitchRequest.DeleteVSwitch;
import io.openhavip.network.domain.VpcRequest.DeleteVpc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An id of another kind does not exist, though the store has a history under it. */
class ResourceKindTest {

    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void everyKind() {
        network.given(Known.VPC_CREATED, Known.CIDR_ASSIGNED, Known.VSWITCH_CREATED, Known.INSTANCE_CREATED);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void whatIsNoVpcIsNotFoundAsOne() {
        network.when(new CreateVSwitch(
                        "vsw-2", Known.ACCOUNT, Known.VSWITCH, Known.ZONE, "192.168.1.0/24", "", "", Map.of()))
                .refused(ErrorCode.INVALID_VPC_NOT_FOUND);
        network.when(new DeleteVpc(Known.INSTANCE, Known.ACCOUNT)).refused(ErrorCode.INVALID_VPC_NOT_FOUND);
    }

    @Test
    void whatIsNoVSwitchIsNotFoundAsOne() {
        for (Object command : List.of(
                new DeleteVSwitch(Known.VPC, Known.ACCOUNT),
                Known.run(Known.INSTANCE, Optional.empty()),
                new ReserveHaVipAddress(Known.INSTANCE, Known.HAVIP, Optional.empty(), Known.ACCOUNT, Known.REGION),
                new ReleaseHaVipAddress(Known.VPC, Known.HAVIP))) {
            network.when(command).refused(ErrorCode.INVALID_VSWITCH_NOT_FOUND);
        }
    }

    @Test
    void whatIsNoInstanceIsNotFoundAsOne() {
        for (Object command : List.of(
                new StartInstance(Known.ACCOUNT, Known.VSWITCH),
                new StopInstance(Known.ACCOUNT, Known.VSWITCH, StoppedMode.KeepCharging, false),
                new DeleteInstance(Known.ACCOUNT, Known.VSWITCH, true),
                Known.attach(Known.VPC, AssociatedInstanceType.EcsInstance, 1),
                Known.detach(Known.INTERFACE, AssociatedInstanceType.EcsInstance, 1))) {
            network.when(command).refused(ErrorCode.INVALID_INSTANCE_NOT_FOUND);
        }
    }

    @Test
    void whatIsNoNetworkInterfaceIsNotFoundAsOne() {
        for (Object command : List.of(
                new DeleteNetworkInterface(Known.ACCOUNT, Known.VSWITCH),
                Known.attach(Known.INSTANCE, AssociatedInstanceType.NetworkInterface, 1),
                Known.detach(Known.VPC, AssociatedInstanceType.NetworkInterface, 1))) {
            network.when(command).refused(ErrorCode.INVALID_ENI_NOT_FOUND);
        }
    }
}
