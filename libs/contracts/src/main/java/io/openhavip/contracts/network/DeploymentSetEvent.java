package io.openhavip.contracts.network;

/** Events of the DeploymentSet aggregate. */
public sealed interface DeploymentSetEvent extends NetworkEvent {

    String deploymentSetId();

    @Override
    default String subject() {
        return deploymentSetId();
    }

    record DeploymentSetCreated(
            String deploymentSetId,
            String accountId,
            String regionId,
            String deploymentSetName,
            String description,
            DeploymentStrategy strategy)
            implements DeploymentSetEvent {}

    record DeploymentSetModified(String deploymentSetId, String deploymentSetName, String description)
            implements DeploymentSetEvent {}

    /** @param hostId the host that was chosen for the instance */
    record DeploymentSetMemberAdded(String deploymentSetId, String instanceId, String hostId)
            implements DeploymentSetEvent {}

    record DeploymentSetMemberRemoved(String deploymentSetId, String instanceId) implements DeploymentSetEvent {}

    record DeploymentSetDeleted(String deploymentSetId, String accountId, String regionId)
            implements DeploymentSetEvent {}
}
