package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachEip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttached;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttaching;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceCreated;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDeleted;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDetached;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDetaching;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceModified;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceTagged;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceUntagged;
import io.openhavip.contracts.network.NetworkInterfaceStatus;
import io.openhavip.contracts.network.NetworkInterfaceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** An elastic network interface (ENI): where it is attached, and what it carries. */
public class ElasticNetworkInterface {

    @AggregateIdentifier
    private String networkInterfaceId;

    private String accountId;
    private String regionId;
    private String zoneId;
    private String vpcId;
    private NetworkInterface port;
    private NetworkInterfaceType type;
    private NetworkInterfaceStatus status;
    private Optional<String> instanceId = Optional.empty();
    private boolean deleteOnRelease;
    private List<String> securityGroupIds = List.of();
    private final Map<String, String> tags = new TreeMap<>();
    private final Associations associations = new Associations();

    protected ElasticNetworkInterface() {}

    ElasticNetworkInterface(NetworkInterfaceCreated created) {
        apply(created);
    }

    /** @throws Refusal that it does not exist, if it is another account's */
    void requireAccount(String account) {
        if (!accountId.equals(account)) {
            throw ResourceKind.NETWORK_INTERFACE.refusal(networkInterfaceId);
        }
    }

    void requireAvailable() {
        requireStatus(NetworkInterfaceStatus.Available);
    }

    void attach(String toInstanceId, int deviceIndex) {
        requireAvailable();
        apply(new NetworkInterfaceAttaching(networkInterfaceId, toInstanceId, deviceIndex));
    }

    /** The instance has it, says whoever runs the instance. */
    void attached() {
        apply(new NetworkInterfaceAttached(networkInterfaceId, instanceId.orElseThrow()));
    }

    /** What it is associated with stays (HAVIP guide, "Associate with and disassociate from an ECS instance or an ENI"). */
    void detach(String fromInstanceId) {
        if (type == NetworkInterfaceType.Primary) {
            throw new Refusal(
                    ErrorCode.DETACH_PRIMARY_ENI,
                    "The network interface " + networkInterfaceId + " is a primary one; it cannot be detached.");
        }
        requireStatus(NetworkInterfaceStatus.InUse);
        if (!instanceId.equals(Optional.of(fromInstanceId))) {
            throw new Refusal(
                    ErrorCode.INVALID_ENI_STATE,
                    "The network interface " + networkInterfaceId + " is attached to " + instanceId.orElseThrow()
                            + ", not to " + fromInstanceId + ".");
        }
        apply(new NetworkInterfaceDetaching(networkInterfaceId, fromInstanceId));
    }

    /** The instance has it no more, says whoever runs the instance. */
    void detached() {
        apply(new NetworkInterfaceDetached(networkInterfaceId, instanceId.orElseThrow()));
    }

    /**
     * Its instance is being deleted: it goes too, or is Available again.
     *
     * @return whether it is gone, and its address free
     */
    boolean release() {
        if (type == NetworkInterfaceType.Primary || deleteOnRelease) {
            end();
            return true;
        }
        detached();
        return false;
    }

    void delete() {
        requireAvailable();
        end();
    }

    private void end() {
        associations.end(networkInterfaceId);
        apply(new NetworkInterfaceDeleted(networkInterfaceId));
    }

    /** @throws Refusal if it is a primary one and its groups are to change, or it is to be in no group any more */
    void modify(NetworkInterfaceModified changes) {
        changes.securityGroupIds().ifPresent(groups -> {
            requireGroupsOfItsOwn();
            Memberships.requireNotTheLastLeft(networkInterfaceId, securityGroupIds, groups);
        });
        apply(changes);
    }

    /** A primary one's groups are its instance's (ECS, "Manage ENIs in security groups"). */
    private void requireGroupsOfItsOwn() {
        if (type == NetworkInterfaceType.Primary) {
            throw new Refusal(
                    ErrorCode.INVALID_ENI_TYPE,
                    "The network interface " + networkInterfaceId + " is a primary one; change the security groups of "
                            + instanceId.orElseThrow() + ".");
        }
    }

    /** @throws Refusal if it is in the group, or in as many as it may be */
    void join(String securityGroupId) {
        requireGroupsOfItsOwn();
        modify(in(Memberships.joined(networkInterfaceId, securityGroupIds, securityGroupId)));
    }

    /** @throws Refusal if it is not in the group, or in no other */
    void leave(String securityGroupId) {
        requireGroupsOfItsOwn();
        modify(in(Memberships.left(networkInterfaceId, securityGroupIds, securityGroupId)));
    }

    private NetworkInterfaceModified in(List<String> groups) {
        return new NetworkInterfaceModified(
                networkInterfaceId,
                Optional.empty(),
                Optional.empty(),
                Optional.of(groups),
                Optional.empty(),
                Optional.empty());
    }

    void tag(Map<String, String> added) {
        TagRules.with(tags, added);
        apply(new NetworkInterfaceTagged(networkInterfaceId, added));
    }

    /** @param all every tag, whatever keys are named */
    void untag(List<String> tagKeys, boolean all) {
        apply(new NetworkInterfaceUntagged(networkInterfaceId, all ? List.copyOf(tags.keySet()) : tagKeys));
    }

    void attach(AttachHaVip command) {
        requireAccount(command.accountId());
        associations.attach(command, () -> {
            if (!port.vSwitchId().equals(command.vSwitchId())) {
                throw new Refusal(
                        ErrorCode.ENI_VSWITCH_MISMATCH,
                        "The network interface " + networkInterfaceId + " is in " + port.vSwitchId() + ", the HAVIP in "
                                + command.vSwitchId() + "; they must be in the same vSwitch.");
            }
            requireStatus(NetworkInterfaceStatus.InUse);
        });
    }

    void detach(DetachHaVip command) {
        associations.detach(command);
    }

    /** A primary one's EIP is its instance's, so that its address never has two. */
    void attach(AttachEip command) {
        requireAccount(command.accountId());
        if (!regionId.equals(command.regionId())) {
            throw ResourceKind.NETWORK_INTERFACE.refusal(networkInterfaceId);
        }
        if (type == NetworkInterfaceType.Primary) {
            throw new Refusal(
                    ErrorCode.INVALID_ENI_TYPE,
                    "The network interface " + networkInterfaceId + " is a primary one; associate the EIP with "
                            + instanceId.orElseThrow() + ".");
        }
        associations.attach(
                command,
                () -> new EipAttached(
                        networkInterfaceId,
                        command.eipId(),
                        command.eipAddress(),
                        command.associationId(),
                        port.privateIpAddress(),
                        port.vSwitchId(),
                        vpcId));
    }

    void detach(DetachEip command) {
        associations.detach(command);
    }

    int haVips() {
        return associations.haVips();
    }

    /** The instance that has it, or is about to have it or to give it up. */
    Optional<String> instanceId() {
        return instanceId;
    }

    List<String> securityGroupIds() {
        return securityGroupIds;
    }

    NetworkInterface port() {
        return port;
    }

    String zoneId() {
        return zoneId;
    }

    String vpcId() {
        return vpcId;
    }

    private void requireStatus(NetworkInterfaceStatus required) {
        if (status != required) {
            throw new Refusal(
                    ErrorCode.INVALID_ENI_STATE,
                    "The network interface " + networkInterfaceId + " is " + status + "; it must be " + required + ".");
        }
    }

    @EventSourcingHandler
    void on(NetworkInterfaceCreated event) {
        networkInterfaceId = event.networkInterfaceId();
        accountId = event.accountId();
        regionId = event.regionId();
        zoneId = event.zoneId();
        vpcId = event.vpcId();
        port = new NetworkInterface(
                event.networkInterfaceId(), event.vSwitchId(), event.macAddress(), event.privateIpAddress());
        type = event.type();
        instanceId = event.instanceId();
        status = instanceId.isPresent() ? NetworkInterfaceStatus.InUse : NetworkInterfaceStatus.Available;
        deleteOnRelease = event.attributes().deleteOnRelease();
        securityGroupIds = event.attributes().securityGroupIds();
        tags.putAll(event.tags());
    }

    @EventSourcingHandler
    void on(NetworkInterfaceAttaching event) {
        status = NetworkInterfaceStatus.Attaching;
        instanceId = Optional.of(event.instanceId());
    }

    @EventSourcingHandler
    void on(NetworkInterfaceAttached event) {
        status = NetworkInterfaceStatus.InUse;
    }

    @EventSourcingHandler
    void on(NetworkInterfaceDetaching event) {
        status = NetworkInterfaceStatus.Detaching;
    }

    @EventSourcingHandler
    void on(NetworkInterfaceDetached event) {
        status = NetworkInterfaceStatus.Available;
        instanceId = Optional.empty();
    }

    @EventSourcingHandler
    void on(NetworkInterfaceModified event) {
        deleteOnRelease = event.deleteOnRelease().orElse(deleteOnRelease);
        securityGroupIds = event.securityGroupIds().orElse(securityGroupIds);
    }

    @EventSourcingHandler
    void on(NetworkInterfaceTagged event) {
        tags.putAll(event.tags());
    }

    @EventSourcingHandler
    void on(NetworkInterfaceUntagged event) {
        tags.keySet().removeAll(event.tagKeys());
    }

    @EventSourcingHandler
    void on(AssociationEvent event) {
        associations.on(event);
    }

    @EventSourcingHandler
    void on(NetworkInterfaceDeleted event) {
        markDeleted();
    }
}
