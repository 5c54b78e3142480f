package io.openhavip.contracts.network;

/**
 * What an instance or a network interface carries: events of whichever of the two aggregates {@link #instanceId()} names.
 */
public sealed interface AssociationEvent extends NetworkEvent {

    String instanceId();

    @Override
    default String subject() {
        return instanceId();
    }

    /**
     * It agreed to be associated with a HAVIP of its vSwitch.
     *
     * @param associationId which try to associate the two this answers; an older one's late answer changes nothing
     */
    record HaVipAttached(String instanceId, String haVipId, String associationId, String vSwitchId)
            implements AssociationEvent {}

    /** It is free of a HAVIP: asked to, or because it is being deleted. */
    record HaVipDetached(String instanceId, String haVipId, String associationId) implements AssociationEvent {}

    /**
     * It agreed to carry an EIP.
     *
     * @param eipAddress the public address
     * @param privateIpAddress its own address, which the public one is translated to
     * @param vSwitchId the vSwitch of that address
     */
    record EipAttached(
            String instanceId,
            String eipId,
            String eipAddress,
            String associationId,
            String privateIpAddress,
            String vSwitchId,
            String vpcId)
            implements AssociationEvent {}

    /** It is free of an EIP: asked to, or because it is being deleted. */
    record EipDetached(String instanceId, String eipId, String associationId) implements AssociationEvent {}
}
