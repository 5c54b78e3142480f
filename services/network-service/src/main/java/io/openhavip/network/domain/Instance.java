package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceHostRemoved;
import io.openhavip.contracts.network.InstanceEvent.InstanceModified;
import io.openhavip.contracts.network.InstanceEvent.InstancePlaced;
import io.openhavip.contracts.network.InstanceEvent.InstanceRebooted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarting;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopping;
import io.openhavip.contracts.network.InstanceEvent.InstanceTagged;
import io.openhavip.contracts.network.InstanceEvent.InstanceUntagged;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceAdded;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceRemoved;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachEip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReportInstanceEnded;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.StoppedMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** An instance on a host: its states, the network interfaces that are attached to it, and what it carries. */
public class Instance {

    private static final Set<InstanceStatus> SETTLED = Set.of(InstanceStatus.Running, InstanceStatus.Stopped);

    @AggregateIdentifier
    private String instanceId;

    private String accountId;
    private String regionId;
    private String zoneId;
    private String vpcId;
    private String vSwitchId;
    private String hostId;
    private String instanceType;
    private Optional<String> deploymentSetId = Optional.empty();
    private List<String> securityGroupIds = List.of();
    private InstanceStatus status;
    private int run;
    private boolean wasAskedToEnd;
    private boolean deletionProtection;
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final TreeMap<Integer, NetworkInterface> byDeviceIndex = new TreeMap<>();
    private final Associations associations = new Associations();

    protected Instance() {}

    Instance(InstanceCreated created) {
        apply(created);
        apply(new InstanceStarting(created.instanceId()));
    }

    /** @throws Refusal that it does not exist, if it is another account's */
    void requireAccount(String account) {
        if (!accountId.equals(account)) {
            throw ResourceKind.INSTANCE.refusal(instanceId);
        }
    }

    void start() {
        requireStatus(InstanceStatus.Stopped);
        apply(new InstanceStarting(instanceId));
    }

    /** Whether it has no host, since that was removed. */
    boolean isHomeless() {
        return hostId.isEmpty();
    }

    void place(String newHostId) {
        requireStatus(InstanceStatus.Stopped);
        apply(new InstancePlaced(instanceId, newHostId));
    }

    /**
     * Its host is gone for good, and it stops, whatever it was about. Does nothing if it is not on that host. The stop comes first: so its
     * HAVIPs are released, and a host that is not gone after all stops it while it still knows it as its own.
     */
    void loseHost(String lostHostId) {
        if (!hostId.equals(lostHostId)) {
            return;
        }
        if (status != InstanceStatus.Stopped) {
            apply(new InstanceStopping(instanceId, StoppedMode.KeepCharging, true));
            stopped();
        }
        apply(new InstanceHostRemoved(instanceId, lostHostId));
    }

    /** It runs, says whoever runs it. */
    void started() {
        apply(new InstanceStarted(instanceId, run + 1));
    }

    /** One that was asked to end, and may still be about it on its host, can be ended by force afterwards. */
    void stop(StoppedMode mode, boolean force) {
        if (!(force && wasAskedToEnd && status == InstanceStatus.Stopped)) {
            requireStatus(InstanceStatus.Running);
        }
        apply(new InstanceStopping(instanceId, mode, force));
    }

    /** It runs no more, says whoever ran it. */
    void stopped() {
        apply(new InstanceStopped(instanceId));
    }

    /**
     * Its host says that a run ended by itself. It goes on to be charged for, as on ECS where the operating system shuts down. Does
     * nothing if that is not what runs, as far as is known here: late and repeated reports change nothing.
     */
    void ended(ReportInstanceEnded report) {
        if (status == InstanceStatus.Running && run == report.run() && hostId.equals(report.hostId())) {
            apply(new InstanceStopping(instanceId, StoppedMode.KeepCharging, false));
            apply(new InstanceStopped(instanceId, Optional.of(report.end())));
        }
    }

    void reboot(boolean force) {
        requireStatus(InstanceStatus.Running);
        apply(new InstanceRebooted(instanceId, run + 1, force));
    }

    /** @throws Refusal if it is to be in no security group any more */
    void modify(InstanceModified changes) {
        changes.securityGroupIds()
                .ifPresent(groups -> Memberships.requireNotTheLastLeft(instanceId, securityGroupIds, groups));
        apply(changes);
    }

    /** @throws Refusal if it is in the group, or in as many as it may be */
    void join(String securityGroupId) {
        modify(in(Memberships.joined(instanceId, securityGroupIds, securityGroupId)));
    }

    /** @throws Refusal if it is not in the group, or in no other */
    void leave(String securityGroupId) {
        modify(in(Memberships.left(instanceId, securityGroupIds, securityGroupId)));
    }

    private InstanceModified in(List<String> groups) {
        return new InstanceModified(
                instanceId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(groups),
                Optional.empty(),
                Optional.empty());
    }

    void tag(Map<String, String> added) {
        TagRules.with(tags, added);
        apply(new InstanceTagged(instanceId, added));
    }

    /** @param all every tag, whatever keys are named */
    void untag(List<String> tagKeys, boolean all) {
        apply(new InstanceUntagged(instanceId, all ? List.copyOf(tags.keySet()) : tagKeys));
    }

    /**
     * Frees the instance of all that it carries, as the guide says, and ends it.
     *
     * @param force also when it is not Stopped
     */
    void delete(boolean force) {
        if (deletionProtection) {
            throw new Refusal(
                    ErrorCode.INSTANCE_DELETION_PROTECTED,
                    "The instance " + instanceId
                            + " is protected from deletion; take \"deletionProtection\" off first.");
        }
        if (!force) {
            requireStatus(InstanceStatus.Stopped);
        }
        associations.end(instanceId);
        apply(new InstanceDeleted(instanceId));
    }

    /**
     * Takes a network interface on.
     *
     * @param limit how many an instance of a type can have
     * @return the device index that it gets, the lowest that is free
     */
    int add(NetworkInterface networkInterface, String itsZoneId, String itsVpcId, InterfaceLimit limit) {
        if (!SETTLED.contains(status)) {
            throw new Refusal(
                    ErrorCode.INVALID_ECS_STATE,
                    "The instance " + instanceId + " is " + status + "; it must be Running or Stopped.");
        }
        requireSame(ErrorCode.ENI_ZONE_MISMATCH, "zone", zoneId, itsZoneId);
        requireSame(ErrorCode.ENI_VPC_MISMATCH, "VPC", vpcId, itsVpcId);
        if (byDeviceIndex.size() >= limit.of(instanceType)) {
            throw new Refusal(
                    ErrorCode.ENIS_ON_INSTANCE_EXCEEDED,
                    "The instance " + instanceId + " of type " + instanceType + " has " + byDeviceIndex.size()
                            + " network interfaces already, which is all that it can have.");
        }
        int deviceIndex = 1;
        while (byDeviceIndex.containsKey(deviceIndex)) {
            deviceIndex++;
        }
        apply(new NetworkInterfaceAdded(instanceId, networkInterface, deviceIndex));
        return deviceIndex;
    }

    private void requireSame(ErrorCode mismatch, String what, String own, String other) {
        if (!own.equals(other)) {
            throw new Refusal(
                    mismatch,
                    "The instance " + instanceId + " is in the " + what + " " + own + ", the network interface in "
                            + other + "; they must be in the same one.");
        }
    }

    void remove(String networkInterfaceId) {
        if (!SETTLED.contains(status)) {
            throw new Refusal(
                    ErrorCode.INVALID_ECS_STATE,
                    "The instance " + instanceId + " is " + status + "; it must be Running or Stopped.");
        }
        apply(new NetworkInterfaceRemoved(instanceId, networkInterfaceId));
    }

    void attach(AttachHaVip command) {
        requireAccount(command.accountId());
        associations.attach(command, () -> {
            if (!vSwitchId.equals(command.vSwitchId())) {
                throw new Refusal(
                        ErrorCode.INSTANCE_VSWITCH_MISMATCH,
                        "The instance " + instanceId + " is in " + vSwitchId + ", the HAVIP in " + command.vSwitchId()
                                + "; they must be in the same vSwitch.");
            }
            requireSettled();
        });
    }

    void detach(DetachHaVip command) {
        associations.detach(command);
    }

    void attach(AttachEip command) {
        requireAccount(command.accountId());
        requireRegion(command.regionId());
        associations.attach(command, () -> {
            requireSettled();
            NetworkInterface primary = byDeviceIndex.get(0);
            return new EipAttached(
                    instanceId,
                    command.eipId(),
                    command.eipAddress(),
                    command.associationId(),
                    primary.privateIpAddress(),
                    primary.vSwitchId(),
                    vpcId);
        });
    }

    void detach(DetachEip command) {
        associations.detach(command);
    }

    /** Those that are attached, the primary one first. */
    List<NetworkInterface> networkInterfaces() {
        return List.copyOf(byDeviceIndex.values());
    }

    /** How many it is associated with by itself. */
    int haVips() {
        return associations.haVips();
    }

    String regionId() {
        return regionId;
    }

    String vpcId() {
        return vpcId;
    }

    List<String> securityGroupIds() {
        return securityGroupIds;
    }

    Optional<String> deploymentSetId() {
        return deploymentSetId;
    }

    private void requireRegion(String region) {
        if (!regionId.equals(region)) {
            throw ResourceKind.INSTANCE.refusal(instanceId);
        }
    }

    private void requireSettled() {
        if (!SETTLED.contains(status)) {
            throw new Refusal(
                    ErrorCode.INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE,
                    "The instance " + instanceId + " is " + status + "; it must be Running or Stopped.");
        }
    }

    private void requireStatus(InstanceStatus required) {
        if (status != required) {
            throw new Refusal(
                    ErrorCode.INCORRECT_INSTANCE_STATUS,
                    "The instance " + instanceId + " is " + status + "; it must be " + required + ".");
        }
    }

    @EventSourcingHandler
    void on(InstanceCreated event) {
        instanceId = event.instanceId();
        accountId = event.accountId();
        regionId = event.regionId();
        zoneId = event.zoneId();
        vpcId = event.vpcId();
        vSwitchId = event.vSwitchId();
        hostId = event.hostId();
        instanceType = event.hardware().instanceType();
        deploymentSetId = event.deploymentSetId();
        securityGroupIds = event.attributes().securityGroupIds();
        deletionProtection = event.attributes().deletionProtection();
        tags.putAll(event.tags());
        byDeviceIndex.put(0, event.networkInterfaces().getFirst());
        status = InstanceStatus.Pending;
    }

    @EventSourcingHandler
    void on(InstanceHostRemoved event) {
        hostId = "";
    }

    @EventSourcingHandler
    void on(InstancePlaced event) {
        hostId = event.hostId();
    }

    @EventSourcingHandler
    void on(InstanceStarting event) {
        status = InstanceStatus.Starting;
    }

    @EventSourcingHandler
    void on(InstanceStarted event) {
        status = InstanceStatus.Running;
        run = event.run();
    }

    @EventSourcingHandler
    void on(InstanceStopping event) {
        status = InstanceStatus.Stopping;
        wasAskedToEnd = !event.force();
    }

    @EventSourcingHandler
    void on(InstanceStopped event) {
        status = InstanceStatus.Stopped;
        wasAskedToEnd = wasAskedToEnd && event.byItself().isEmpty();
    }

    @EventSourcingHandler
    void on(InstanceRebooted event) {
        run = event.run();
    }

    @EventSourcingHandler
    void on(InstanceModified event) {
        deletionProtection = event.deletionProtection().orElse(deletionProtection);
        securityGroupIds = event.securityGroupIds().orElse(securityGroupIds);
    }

    @EventSourcingHandler
    void on(InstanceTagged event) {
        tags.putAll(event.tags());
    }

    @EventSourcingHandler
    void on(InstanceUntagged event) {
        tags.keySet().removeAll(event.tagKeys());
    }

    @EventSourcingHandler
    void on(NetworkInterfaceAdded event) {
        byDeviceIndex.put(event.deviceIndex(), event.networkInterface());
    }

    @EventSourcingHandler
    void on(NetworkInterfaceRemoved event) {
        byDeviceIndex.values().removeIf(it -> it.networkInterfaceId().equals(event.networkInterfaceId()));
    }

    @EventSourcingHandler
    void on(AssociationEvent event) {
        associations.on(event);
    }

    @EventSourcingHandler
    void on(InstanceDeleted event) {
        markDeleted();
    }
}
