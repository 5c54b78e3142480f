package io.openhavip.network.domain;

import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

/** What instances do with their deployment set, as commands, so that a fixture can give them. */
final class Placing {

    record Place(String instanceId, List<String> hosts) {}

    record Leave(String instanceId) {}

    private final Repository<DeploymentSet> deploymentSets;

    Placing(Repository<DeploymentSet> deploymentSets) {
        this.deploymentSets = deploymentSets;
    }

    @CommandHandler
    String handle(Place command) {
        return Aggregates.read(
                deploymentSets.load(Known.DEPLOYMENT_SET), it -> it.place(command.instanceId(), command.hosts(), 1));
    }

    @CommandHandler
    void handle(Leave command) {
        deploymentSets.load(Known.DEPLOYMENT_SET).execute(it -> it.leave(command.instanceId()));
    }
}
