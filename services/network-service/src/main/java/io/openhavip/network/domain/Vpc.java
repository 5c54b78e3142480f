package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Regions;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupAdded;
import io.openhavip.contracts.network.VpcEvent.SecurityGroupRemoved;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import io.openhavip.contracts.network.VpcEvent.VpcModified;
import io.openhavip.contracts.network.VpcEvent.VpcMovedToResourceGroup;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/**
 * A VPC: its address range, and which part of it each vSwitch has, so that no two overlap; which security groups it has, so that it
 * goes after them.
 */
public class Vpc extends AccountResource {

    @AggregateIdentifier
    private String vpcId;

    private String regionId;
    private Cidr block;
    private String vpcName;
    private String description;
    private String resourceGroupId;
    private String vRouterId;
    private String routeTableId;
    private final Map<String, Cidr> vSwitches = new LinkedHashMap<>();
    private final Set<String> securityGroups = new HashSet<>();

    protected Vpc() {}

    /** Its router and its route table have its own name. */
    Vpc(VpcRequest.CreateVpc command) {
        Regions.require(command.regionId());
        apply(new VpcCreated(
                command.vpcId(),
                command.accountId(),
                command.regionId(),
                Cidr.forVpc(command.cidrBlock()).toString(),
                command.vpcName(),
                command.description(),
                command.resourceGroupId(),
                ResourceKind.VPC.ofSameNameAs(command.vpcId(), "vrt-"),
                ResourceKind.VPC.ofSameNameAs(command.vpcId(), "vtb-")));
        tagNew(command.vpcId(), command.tags());
    }

    void modify(VpcRequest.ModifyVpc command) {
        String newName = command.vpcName().orElse(vpcName);
        String newDescription = command.description().orElse(description);
        if (!newName.equals(vpcName) || !newDescription.equals(description)) {
            apply(new VpcModified(vpcId, newName, newDescription));
        }
    }

    void moveTo(String newResourceGroupId) {
        if (!newResourceGroupId.equals(resourceGroupId)) {
            apply(new VpcMovedToResourceGroup(vpcId, newResourceGroupId));
        }
    }

    /** @throws Refusal while it has vSwitches or security groups; its route table has to agree too */
    void delete() {
        if (!vSwitches.isEmpty()) {
            throw new Refusal(
                    ErrorCode.VPC_DEPENDENCY_VSWITCH,
                    "The VPC " + vpcId + " still has " + vSwitches.size() + " vSwitches.");
        }
        if (!securityGroups.isEmpty()) {
            throw new Refusal(
                    ErrorCode.VPC_DEPENDENCY_SECURITY_GROUP,
                    "The VPC " + vpcId + " still has " + securityGroups.size() + " security groups.");
        }
        apply(new VpcDeleted(vpcId, accountId(), regionId));
    }

    /**
     * Gives a part of its range to a vSwitch.
     *
     * @param most how many vSwitches it may have
     * @throws Refusal if the block is not within the VPC's, or overlaps another vSwitch's, or there are too many
     */
    void assign(String vSwitchId, Cidr wanted, long most) {
        if (!block.contains(wanted)) {
            throw new Refusal(
                    ErrorCode.INVALID_CIDR_MALFORMED,
                    "The specified CidrBlock " + wanted + " is not within the VPC's " + block + ".");
        }
        vSwitches.forEach((other, taken) -> {
            if (taken.overlaps(wanted)) {
                throw new Refusal(
                        ErrorCode.INVALID_CIDR_OVERLAPPED,
                        "The specified CidrBlock " + wanted + " overlaps " + taken + " of " + other + ".");
            }
        });
        if (vSwitches.size() >= most) {
            throw new Refusal(
                    ErrorCode.VSWITCH_QUOTA_EXCEEDED, "The VPC " + vpcId + " has " + most + " vSwitches already.");
        }
        apply(new VSwitchCidrAssigned(vpcId, vSwitchId, wanted.toString()));
    }

    void takeBack(String vSwitchId) {
        apply(new VSwitchCidrReturned(vpcId, vSwitchId));
    }

    void add(String securityGroupId) {
        apply(new SecurityGroupAdded(vpcId, securityGroupId));
    }

    void remove(String securityGroupId) {
        apply(new SecurityGroupRemoved(vpcId, securityGroupId));
    }

    @Override
    ResourceKind kind() {
        return ResourceKind.VPC;
    }

    @Override
    String id() {
        return vpcId;
    }

    String regionId() {
        return regionId;
    }

    String vRouterId() {
        return vRouterId;
    }

    String routeTableId() {
        return routeTableId;
    }

    Map<String, Cidr> vSwitches() {
        return Map.copyOf(vSwitches);
    }

    @EventSourcingHandler
    void on(VpcCreated event) {
        vpcId = event.vpcId();
        belongsTo(event.accountId());
        regionId = event.regionId();
        block = Cidr.parse(event.cidrBlock());
        vpcName = event.vpcName();
        description = event.description();
        resourceGroupId = event.resourceGroupId();
        vRouterId = event.vRouterId();
        routeTableId = event.routeTableId();
    }

    @EventSourcingHandler
    void on(VpcModified event) {
        vpcName = event.vpcName();
        description = event.description();
    }

    @EventSourcingHandler
    void on(VpcMovedToResourceGroup event) {
        resourceGroupId = event.resourceGroupId();
    }

    @EventSourcingHandler
    void on(VSwitchCidrAssigned event) {
        vSwitches.put(event.vSwitchId(), Cidr.parse(event.cidrBlock()));
    }

    @EventSourcingHandler
    void on(VSwitchCidrReturned event) {
        vSwitches.remove(event.vSwitchId());
    }

    @EventSourcingHandler
    void on(SecurityGroupAdded event) {
        securityGroups.add(event.securityGroupId());
    }

    @EventSourcingHandler
    void on(SecurityGroupRemoved event) {
        securityGroups.remove(event.securityGroupId());
    }

    @EventSourcingHandler
    void on(VpcDeleted event) {
        markDeleted();
    }
}
