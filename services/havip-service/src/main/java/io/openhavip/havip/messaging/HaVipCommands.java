package io.openhavip.havip.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Command;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.consume.CommandConsumer;
import io.openhavip.eventing.consume.DeadLetters;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.havip.domain.HaVipRequest;
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

/** Carries out the commands of other services, from {@code havip.commands}: eip-service's, so far. */
@ApplicationScoped
public class HaVipCommands {

    private final CommandConsumer consumer;

    HaVipCommands(
            EventSourcing eventSourcing,
            Outbox outbox,
            DeadLetters deadLetters,
            ServiceIdentity identity,
            MeterRegistry meters) {
        this.consumer = new CommandConsumer(
                "havip-commands",
                eventSourcing.unitOfWork(),
                outbox,
                deadLetters,
                new Handler(eventSourcing, identity.name()),
                meters);
    }

    @Incoming("havip-commands")
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
            eventSourcing.send(request((HaVipCommand) command), Cause.message(attributes));
        }

        private static HaVipRequest request(HaVipCommand command) {
            return switch (command) {
                case HaVipCommand.AttachEip c ->
                    new HaVipRequest.AttachEip(
                            c.haVipId(), c.accountId(), c.regionId(), c.eipId(), c.eipAddress(), c.associationId());
                case HaVipCommand.DetachEip c -> new HaVipRequest.DetachEip(c.haVipId(), c.eipId(), c.associationId());
            };
        }

        @Override
        public OutboxRow refused(CloudEvent attributes, Command command, Refusal refusal) {
            CommandRefused answer = new CommandRefused(
                    attributes.id(),
                    MessageTypes.nameOf(command.getClass()),
                    command.subject(),
                    ((HaVipCommand) command).requesterId(),
                    refusal.code(),
                    refusal.getMessage());
            return OutboxRow.consequence(Topics.HAVIP_EVENTS.name(), answer, OptionalLong.empty(), attributes, source);
        }
    }
}
