package io.openhavip.network.domain;

import io.openhavip.contracts.network.NetworkInterfaceAttributes;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceModified;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands about network interfaces that this service's own callers give; ids are handed in. */
public sealed interface NetworkInterfaceRequest extends NetworkRequest {

    /** The account that asks; a network interface of another does not exist for it. */
    String accountId();

    /** Creates a secondary one. */
    record CreateNetworkInterface(
            String accountId,
            String networkInterfaceId,
            String vSwitchId,
            Optional<String> privateIpAddress,
            NetworkInterfaceAttributes attributes,
            Map<String, String> tags)
            implements NetworkInterfaceRequest {}

    record AttachNetworkInterface(String accountId, String networkInterfaceId, String instanceId)
            implements NetworkInterfaceRequest {}

    record DetachNetworkInterface(String accountId, String networkInterfaceId, String instanceId)
            implements NetworkInterfaceRequest {}

    record ModifyNetworkInterface(String accountId, NetworkInterfaceModified changes)
            implements NetworkInterfaceRequest {}

    record JoinSecurityGroup(String accountId, String networkInterfaceId, String securityGroupId)
            implements NetworkInterfaceRequest {}

    record LeaveSecurityGroup(String accountId, String networkInterfaceId, String securityGroupId)
            implements NetworkInterfaceRequest {}

    record TagNetworkInterface(String accountId, String networkInterfaceId, Map<String, String> tags)
            implements NetworkInterfaceRequest {}

    /** @param all every tag, whatever keys are named */
    record UntagNetworkInterface(String accountId, String networkInterfaceId, List<String> tagKeys, boolean all)
            implements NetworkInterfaceRequest {}

    record DeleteNetworkInterface(String accountId, String networkInterfaceId) implements NetworkInterfaceRequest {}
}
