package io.openhavip.standalone.bench;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The smallest aggregate that is created by a command and leaves one real event. */
public class BenchVpc {

    /** Creates it. */
    public record Create(@TargetAggregateIdentifier String vpcId) {}

    @AggregateIdentifier
    private String vpcId;

    BenchVpc() {}

    @CommandHandler
    BenchVpc(Create command) {
        apply(new VpcCreated(command.vpcId(), "account", "region", "10.0.0.0/16", "name", "", "", "vrt-1", "vtb-1"));
    }

    @EventSourcingHandler
    void on(VpcCreated event) {
        vpcId = event.vpcId();
    }
}
