package io.openhavip.network.domain;

import io.openhavip.contracts.network.DeploymentStrategy;
import java.util.Optional;

/** Commands about deployment sets. */
public sealed interface DeploymentSetRequest extends NetworkRequest {

    record CreateDeploymentSet(
            String deploymentSetId,
            String accountId,
            String regionId,
            String deploymentSetName,
            String description,
            DeploymentStrategy strategy)
            implements DeploymentSetRequest {}

    /** What is empty stays as it is. */
    record ModifyDeploymentSet(
            String deploymentSetId, String accountId, Optional<String> deploymentSetName, Optional<String> description)
            implements DeploymentSetRequest {}

    record DeleteDeploymentSet(String deploymentSetId, String accountId) implements DeploymentSetRequest {}
}
