package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkInterface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** An instance on a host, with its network interfaces and the HAVIPs that it is associated with. */
public class Instance {

    /** HAVIPs that one instance can be associated with (HAVIP guide, limits). */
    static final int MOST_HAVIPS = 5;

    private static final Set<InstanceStatus> SETTLED = Set.of(InstanceStatus.Running, InstanceStatus.Stopped);

    @AggregateIdentifier
    private String instanceId;

    private String vSwitchId;
    private InstanceStatus status;
    private int run;
    private List<NetworkInterface> networkInterfaces = List.of();
    private final Map<String, String> associationIds = new HashMap<>();

    protected Instance() {}

    Instance(InstanceCreated created) {
        apply(created);
        apply(new InstanceStarted(created.instanceId(), 1));
    }

    @CommandHandler
    void start(InstanceRequest.StartInstance command) {
        requireStatus(InstanceStatus.Stopped);
        apply(new InstanceStarted(instanceId, run + 1));
    }

    @CommandHandler
    void stop(InstanceRequest.StopInstance command) {
        requireStatus(InstanceStatus.Running);
        apply(new InstanceStopped(instanceId));
    }

    /** Frees the instance of its HAVIPs, as the guide says, and ends it. */
    void delete(boolean force) {
        if (!force) {
            requireStatus(InstanceStatus.Stopped);
        }
        Map.copyOf(associationIds)
                .forEach((haVipId, associationId) -> apply(new HaVipDetached(instanceId, haVipId, associationId)));
        apply(new InstanceDeleted(instanceId));
    }

    void attach(AttachHaVip command) {
        if (command.associationId().equals(associationIds.get(command.haVipId()))) {
            return;
        }
        if (!vSwitchId.equals(command.vSwitchId())) {
            throw new Refusal(
                    ErrorCode.INSTANCE_VSWITCH_MISMATCH,
                    "The instance " + instanceId + " is in " + vSwitchId + ", the HAVIP in " + command.vSwitchId()
                            + "; they must be in the same vSwitch.");
        }
        if (!SETTLED.contains(status)) {
            throw new Refusal(
                    ErrorCode.INCORRECT_INSTANCE_STATUS,
                    "The instance " + instanceId + " is " + status + "; it must be Running or Stopped.");
        }
        if (!associationIds.containsKey(command.haVipId()) && associationIds.size() >= MOST_HAVIPS) {
            throw new Refusal(
                    ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED,
                    "The instance " + instanceId + " is associated with " + MOST_HAVIPS + " HAVIPs already.");
        }
        apply(new HaVipAttached(instanceId, command.haVipId(), command.associationId(), vSwitchId));
    }

    void detach(DetachHaVip command) {
        if (command.associationId().equals(associationIds.get(command.haVipId()))) {
            apply(new HaVipDetached(instanceId, command.haVipId(), command.associationId()));
        }
    }

    List<NetworkInterface> networkInterfaces() {
        return networkInterfaces;
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
        vSwitchId = event.vSwitchId();
        networkInterfaces = event.networkInterfaces();
        status = InstanceStatus.Pending;
    }

    @EventSourcingHandler
    void on(InstanceStarted event) {
        status = InstanceStatus.Running;
        run = event.run();
    }

    @EventSourcingHandler
    void on(InstanceStopped event) {
        status = InstanceStatus.Stopped;
    }

    @EventSourcingHandler
    void on(HaVipAttached event) {
        associationIds.put(event.haVipId(), event.associationId());
    }

    @EventSourcingHandler
    void on(HaVipDetached event) {
        associationIds.remove(event.haVipId());
    }

    @EventSourcingHandler
    void on(InstanceDeleted event) {
        markDeleted();
    }
}
