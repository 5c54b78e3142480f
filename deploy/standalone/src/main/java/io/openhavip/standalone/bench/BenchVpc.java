package io.openhavip.standalone.bench;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcModified;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The smallest aggregate whose commands leave one real event each. */
public class BenchVpc {

    /** Creates it. */
    public record Create(@TargetAggregateIdentifier String vpcId) {}

    /** Changes it. */
    public record Rename(@TargetAggregateIdentifier String vpcId, String vpcName) {}

    @AggregateIdentifier
    private String vpcId;

    BenchVpc() {}

    @CommandHandler
    BenchVpc(Create command) {
        apply(new VpcCreated(command.vpcId(), "account", "region", "10.0.0.0/16", "name", "", "", "vrt-1", "vtb-1"));
    }

    @CommandHandler
    void rename(Rename command) {
        apply(new VpcModified(vpcId, command.vpcName(), ""));
    }

    @EventSourcingHandler
    void on(VpcCreated event) {
        vpcId = event.vpcId();
    }
}
