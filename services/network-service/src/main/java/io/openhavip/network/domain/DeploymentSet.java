package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Regions;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetCreated;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetDeleted;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberAdded;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberRemoved;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetModified;
import io.openhavip.contracts.network.DeploymentStrategy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** A deployment set: which host each of its instances is on, so that the next goes where its strategy says. */
public class DeploymentSet extends AccountResource {

    @AggregateIdentifier
    private String deploymentSetId;

    private String regionId;
    private String deploymentSetName;
    private String description;
    private DeploymentStrategy strategy;
    private final Map<String, String> hostsOfMembers = new LinkedHashMap<>();

    protected DeploymentSet() {}

    DeploymentSet(DeploymentSetRequest.CreateDeploymentSet command) {
        Regions.require(command.regionId());
        apply(new DeploymentSetCreated(
                command.deploymentSetId(),
                command.accountId(),
                command.regionId(),
                command.deploymentSetName(),
                command.description(),
                command.strategy()));
    }

    void modify(DeploymentSetRequest.ModifyDeploymentSet command) {
        String newName = command.deploymentSetName().orElse(deploymentSetName);
        String newDescription = command.description().orElse(description);
        if (!newName.equals(deploymentSetName) || !newDescription.equals(description)) {
            apply(new DeploymentSetModified(deploymentSetId, newName, newDescription));
        }
    }

    /**
     * Takes an instance in and says which host it goes on; one that is in already stays where it is.
     *
     * @param hosts those that may be used, the preferred ones first
     * @param mostOnHost see {@link Spread#choose}
     * @throws Refusal {@code QuotaExceed.DeploymentSetInstanceQuotaFull} if its strategy leaves no host
     */
    String place(String instanceId, List<String> hosts, int mostOnHost) {
        return Optional.ofNullable(hostsOfMembers.get(instanceId)).orElseGet(() -> {
            Map<String, Integer> membersByHost = new HashMap<>();
            hostsOfMembers.values().forEach(host -> membersByHost.merge(host, 1, Integer::sum));
            String hostId = Spread.choose(hosts, membersByHost, strategy, mostOnHost);
            apply(new DeploymentSetMemberAdded(deploymentSetId, instanceId, hostId));
            return hostId;
        });
    }

    /** Lets an instance go; does nothing if it is not in it. */
    void leave(String instanceId) {
        if (hostsOfMembers.containsKey(instanceId)) {
            apply(new DeploymentSetMemberRemoved(deploymentSetId, instanceId));
        }
    }

    /** @throws Refusal while it has instances */
    void delete() {
        if (!hostsOfMembers.isEmpty()) {
            throw new Refusal(
                    ErrorCode.DEPLOYMENT_SET_DEPENDENCY,
                    "The deployment set " + deploymentSetId + " still has " + hostsOfMembers.size() + " instances.");
        }
        apply(new DeploymentSetDeleted(deploymentSetId, accountId(), regionId));
    }

    @Override
    ResourceKind kind() {
        return ResourceKind.DEPLOYMENT_SET;
    }

    @Override
    String id() {
        return deploymentSetId;
    }

    /** @throws Refusal that it does not exist, if it is in another region */
    void requireRegion(String region) {
        if (!regionId.equals(region)) {
            throw kind().refusal(deploymentSetId);
        }
    }

    @EventSourcingHandler
    void on(DeploymentSetCreated event) {
        deploymentSetId = event.deploymentSetId();
        belongsTo(event.accountId());
        regionId = event.regionId();
        deploymentSetName = event.deploymentSetName();
        description = event.description();
        strategy = event.strategy();
    }

    @EventSourcingHandler
    void on(DeploymentSetModified event) {
        deploymentSetName = event.deploymentSetName();
        description = event.description();
    }

    @EventSourcingHandler
    void on(DeploymentSetMemberAdded event) {
        hostsOfMembers.put(event.instanceId(), event.hostId());
    }

    @EventSourcingHandler
    void on(DeploymentSetMemberRemoved event) {
        hostsOfMembers.remove(event.instanceId());
    }

    @EventSourcingHandler
    void on(DeploymentSetDeleted event) {
        markDeleted();
    }
}
