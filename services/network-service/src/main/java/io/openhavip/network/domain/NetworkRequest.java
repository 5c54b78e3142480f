package io.openhavip.network.domain;

/** Commands that this service's own callers give; ids are handed in. */
public sealed interface NetworkRequest
        permits VpcRequest,
                VSwitchRequest,
                RouteTableRequest,
                SecurityGroupRequest,
                DeploymentSetRequest,
                TagRequest,
                InstanceRequest,
                NetworkInterfaceRequest {}
