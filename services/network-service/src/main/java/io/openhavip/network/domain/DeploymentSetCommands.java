package io.openhavip.network.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Commands about deployment sets. */
public class DeploymentSetCommands {

    private final Repository<DeploymentSet> deploymentSets;
    private final Quotas quotas;

    public DeploymentSetCommands(Repository<DeploymentSet> deploymentSets, Quotas quotas) {
        this.deploymentSets = deploymentSets;
        this.quotas = quotas;
    }

    @CommandHandler
    Changes handle(DeploymentSetRequest.CreateDeploymentSet command) throws Exception {
        Aggregate<DeploymentSet> created = deploymentSets.newInstance(() -> new DeploymentSet(command));
        long limit = quotas.limit(command.accountId(), Quota.DEPLOYMENT_SETS);
        if (!quotas.take(Quotas.Scope.deploymentSets(command.accountId(), command.regionId()), limit)) {
            throw new Refusal(
                    ErrorCode.DEPLOYMENT_SET_QUOTA_EXCEEDED,
                    "The account has " + limit + " deployment sets in " + command.regionId() + " already.");
        }
        return Changes.of(created);
    }

    @CommandHandler
    Changes handle(DeploymentSetRequest.ModifyDeploymentSet command) {
        return change(command.deploymentSetId(), command.accountId(), it -> it.modify(command));
    }

    @CommandHandler
    Changes handle(DeploymentSetRequest.DeleteDeploymentSet command) {
        return change(command.deploymentSetId(), command.accountId(), DeploymentSet::delete);
    }

    private Changes change(String deploymentSetId, String accountId, Consumer<DeploymentSet> change) {
        Aggregate<DeploymentSet> set =
                Aggregates.load(deploymentSets, ResourceKind.DEPLOYMENT_SET, deploymentSetId, accountId);
        set.execute(change);
        return Changes.of(set);
    }
}
