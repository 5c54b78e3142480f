package io.openhavip.contracts.network;

import io.openhavip.contracts.Event;

/** Events of network-service's aggregates on {@code network.events}. */
public sealed interface NetworkEvent extends Event
        permits VpcEvent,
                VSwitchEvent,
                RouteTableEvent,
                HaVipAddressEvent,
                SecurityGroupEvent,
                DeploymentSetEvent,
                TagEvent,
                InstanceEvent,
                NetworkInterfaceEvent,
                AssociationEvent {}
