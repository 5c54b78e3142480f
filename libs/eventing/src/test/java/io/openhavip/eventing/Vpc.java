package io.openhavip.eventing;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrAssigned;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import java.util.LinkedHashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.serialization.Revision;

/** An aggregate for tests: a range that parts are given from, with a refusal (given twice) and a no-op (returned twice). */
@Revision("2")
public class Vpc {

    public record Create(@TargetAggregateIdentifier String vpcId) {}

    public record Assign(@TargetAggregateIdentifier String vpcId, String vSwitchId) {}

    /** Gives several parts, one event each. */
    public record AssignAll(@TargetAggregateIdentifier String vpcId, Set<String> vSwitchIds) {}

    public record Return(@TargetAggregateIdentifier String vpcId, String vSwitchId) {}

    public record Delete(@TargetAggregateIdentifier String vpcId) {}

    /** Answers with the parts that are given, and changes nothing. */
    public record Assigned(@TargetAggregateIdentifier String vpcId) {}

    @AggregateIdentifier
    private String vpcId;

    private final Set<String> assigned = new LinkedHashSet<>();

    Vpc() {}

    @CommandHandler
    Vpc(Create command) {
        apply(new VpcCreated(command.vpcId(), "account", "region", "10.0.0.0/16", "name", "", "", "vrt-1", "vtb-1"));
    }

    @CommandHandler
    void handle(Assign command) {
        if (assigned.contains(command.vSwitchId())) {
            throw new Refusal(ErrorCode.INVALID_CIDR_OVERLAPPED, command.vSwitchId() + " has it already");
        }
        apply(new VSwitchCidrAssigned(vpcId, command.vSwitchId(), "10.0.0.0/24"));
    }

    @CommandHandler
    void handle(AssignAll command) {
        command.vSwitchIds().forEach(id -> apply(new VSwitchCidrAssigned(vpcId, id, "10.0.0.0/24")));
    }

    @CommandHandler
    boolean handle(Return command) {
        if (!assigned.contains(command.vSwitchId())) {
            return false;
        }
        apply(new VSwitchCidrReturned(vpcId, command.vSwitchId()));
        return true;
    }

    @CommandHandler
    void handle(Delete command) {
        apply(new VpcDeleted(vpcId, "account", "region"));
    }

    @CommandHandler
    Set<String> handle(Assigned command) {
        return Set.copyOf(assigned);
    }

    @EventSourcingHandler
    void on(VpcCreated event) {
        vpcId = event.vpcId();
    }

    @EventSourcingHandler
    void on(VSwitchCidrAssigned event) {
        assigned.add(event.vSwitchId());
    }

    @EventSourcingHandler
    void on(VSwitchCidrReturned event) {
        assigned.remove(event.vSwitchId());
    }

    @EventSourcingHandler
    void on(VpcDeleted event) {
        markDeleted();
    }
}
