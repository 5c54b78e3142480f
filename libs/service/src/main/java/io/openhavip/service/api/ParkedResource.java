package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.consume.ProcessConsumer;
import io.openhavip.eventing.consume.ProcessConsumer.Parked;
import io.openhavip.eventing.consume.ProcessConsumer.Release;
import io.openhavip.service.ProcessConsumers;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The operator's side of what the service's processes have parked: aggregates of other services whose events they pass over. */
@Path("/admin/parked")
public class ParkedResource {

    /** All of the service's. */
    public record ParkedList(List<Parked> parked) {}

    private final List<ProcessConsumer> consumers;
    private final String bootstrapServers;

    ParkedResource(
            Instance<ProcessConsumers> consumers,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.consumers = consumers.stream().flatMap(them -> them.all().stream()).toList();
        this.bootstrapServers = bootstrapServers;
    }

    @GET
    public ParkedList parked() throws SQLException {
        List<Parked> parked = new ArrayList<>();
        for (ProcessConsumer consumer : consumers) {
            parked.addAll(consumer.parked());
        }
        return new ParkedList(parked);
    }

    /** Applies what the aggregate has missed; it takes as long as reading the topic does. */
    @POST
    @Path("/{consumer}/{aggregateId}/release")
    public Release release(String consumer, String aggregateId) throws SQLException {
        for (ProcessConsumer each : consumers) {
            if (each.name().equals(consumer)) {
                return each.release(aggregateId, bootstrapServers)
                        .orElseThrow(() ->
                                notFound("The consumer %s knows no aggregate %s.".formatted(consumer, aggregateId)));
            }
        }
        throw notFound("There is no consumer %s; there are: %s."
                .formatted(
                        consumer,
                        String.join(
                                ", ",
                                consumers.stream().map(ProcessConsumer::name).toList())));
    }

    private static Refusal notFound(String message) {
        return new Refusal(ErrorCode.RESOURCE_NOT_FOUND, message);
    }
}
