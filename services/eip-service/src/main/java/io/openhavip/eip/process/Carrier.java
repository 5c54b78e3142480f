package io.openhavip.eip.process;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.eip.EipEvent.EipAssociationRequested;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.eventing.process.Outgoing;

/** What carries an EIP, and how its service is asked to: a HAVIP at havip-service, the others at network-service. */
record Carrier(EipInstanceType type, String instanceId) {

    static Outgoing.Publish attach(EipAssociationRequested requested) {
        return new Carrier(requested.instanceType(), requested.instanceId()).publish(attachment(requested));
    }

    private static Command attachment(EipAssociationRequested requested) {
        return switch (requested.instanceType()) {
            case HaVip ->
                new HaVipCommand.AttachEip(
                        requested.instanceId(),
                        requested.accountId(),
                        requested.regionId(),
                        requested.eipId(),
                        requested.ipAddress(),
                        requested.associationId());
            case EcsInstance -> attachment(requested, AssociatedInstanceType.EcsInstance);
            case NetworkInterface -> attachment(requested, AssociatedInstanceType.NetworkInterface);
        };
    }

    private static Command attachment(EipAssociationRequested requested, AssociatedInstanceType type) {
        return new NetworkCommand.AttachEip(
                requested.instanceId(),
                type,
                requested.accountId(),
                requested.regionId(),
                requested.eipId(),
                requested.ipAddress(),
                requested.associationId());
    }

    Outgoing.Publish detach(String eipId, String associationId) {
        return publish(detachment(eipId, associationId));
    }

    /** The command that frees it of an EIP. */
    Command detachment(String eipId, String associationId) {
        return switch (type) {
            case HaVip -> new HaVipCommand.DetachEip(instanceId, eipId, associationId);
            case EcsInstance ->
                new NetworkCommand.DetachEip(instanceId, AssociatedInstanceType.EcsInstance, eipId, associationId);
            case NetworkInterface ->
                new NetworkCommand.DetachEip(instanceId, AssociatedInstanceType.NetworkInterface, eipId, associationId);
        };
    }

    /** Where its service takes commands. */
    Topic commands() {
        return switch (type) {
            case HaVip -> Topics.HAVIP_COMMANDS;
            case EcsInstance, NetworkInterface -> Topics.NETWORK_COMMANDS;
        };
    }

    private Outgoing.Publish publish(Command command) {
        return Outgoing.Publish.command(commands().name(), command);
    }
}
