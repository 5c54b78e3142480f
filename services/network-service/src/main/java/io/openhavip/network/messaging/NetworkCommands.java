package io.openhavip.network.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Command;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.CommandConsumer;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.service.ServiceIdentity;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Carries out the commands of other services, from {@code network.commands}. */
@ApplicationScoped
public class NetworkCommands {

    private final CommandConsumer consumer;

    NetworkCommands(
            EventSourcing eventSourcing,
            Outbox outbox,
            DeadLetters deadLetters,
            ServiceIdentity identity,
            MeterRegistry meters) {
        this.consumer = new CommandConsumer(
                "network-commands",
                eventSourcing.unitOfWork(),
                outbox,
                deadLetters,
                new Handler(eventSourcing, identity.name()),
                meters);
    }

    @Incoming("network-commands")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records);
    }

    void stop(@Observes ShutdownEvent event) {
        consumer.stop();
    }

    private record Handler(EventSourcing eventSourcing, String source) implements CommandConsumer.Handler {

        @Override
        public void handle(Connection connection, CloudEvent attributes, Command command) {
            eventSourcing.send(command, Cause.message(attributes));
        }

        @Override
        public OutboxRow refused(CloudEvent attributes, Command command, Refusal refusal) {
            NetworkCommand refused = (NetworkCommand) command;
            CommandRefused answer = new CommandRefused(
                    attributes.id(),
                    MessageTypes.nameOf(command.getClass()),
                    command.subject(),
                    refused.requesterId(),
                    code(command, refusal),
                    refusal.getMessage());
            return OutboxRow.consequence(
                    Topics.NETWORK_EVENTS.name(), answer, OptionalLong.empty(), attributes, source);
        }

        /** CreateHaVip has a code of its own for an unknown vSwitch. */
        private static ErrorCode code(Command command, Refusal refusal) {
            return command instanceof NetworkCommand.ReserveHaVipAddress
                            && refusal.code() == ErrorCode.INVALID_VSWITCH_NOT_FOUND
                    ? ErrorCode.INVALID_HAVIP_VSWITCH_NOT_FOUND
                    : refusal.code();
        }
    }
}
