package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** A VPC: its address range, and which part of it each vSwitch has, so that no two overlap. */
public class Vpc {

    @AggregateIdentifier
    private String vpcId;

    private String accountId;
    private String regionId;
    private Cidr block;
    private final Map<String, Cidr> vSwitches = new HashMap<>();

    protected Vpc() {}

    @CommandHandler
    Vpc(VpcRequest.CreateVpc command) {
        Cidr.forVpc(command.cidrBlock());
        apply(new VpcCreated(
                command.vpcId(),
                command.accountId(),
                command.regionId(),
                command.cidrBlock(),
                command.vpcName(),
                command.description()));
    }

    @CommandHandler
    void delete(VpcRequest.DeleteVpc command) {
        if (!vSwitches.isEmpty()) {
            throw new Refusal(
                    ErrorCode.VPC_DEPENDENCY_VSWITCH,
                    "The VPC " + vpcId + " still has " + vSwitches.size() + " vSwitches.");
        }
        apply(new VpcDeleted(vpcId));
    }

    /** @throws Refusal if the block is not within the VPC's, or overlaps another vSwitch's */
    void assign(String vSwitchId, String cidrBlock) {
        Cidr wanted = Cidr.forVSwitch(cidrBlock);
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
        apply(new VSwitchCidrAssigned(vpcId, vSwitchId, wanted.toString()));
    }

    void takeBack(String vSwitchId) {
        apply(new VSwitchCidrReturned(vpcId, vSwitchId));
    }

    String accountId() {
        return accountId;
    }

    String regionId() {
        return regionId;
    }

    @EventSourcingHandler
    void on(VpcCreated event) {
        vpcId = event.vpcId();
        accountId = event.accountId();
        regionId = event.regionId();
        block = Cidr.parse(event.cidrBlock());
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
    void on(VpcDeleted event) {
        markDeleted();
    }
}
