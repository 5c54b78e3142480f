package io.openhavip.eventing.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.messaging.Upcasters;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;

/** Reads stored events of an earlier shape as today's, by the steps that records on topics are read by too. */
final class StoredEventUpcaster extends SingleEventUpcaster {

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation stored) {
        return Upcasters.nameToday(stored.getType().getName()).isPresent();
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation stored) {
        String writtenName = stored.getType().getName();
        return stored.upcastPayload(
                new SimpleSerializedType(Upcasters.nameToday(writtenName).orElseThrow(), null),
                ObjectNode.class,
                json -> Upcasters.upcast(writtenName, json));
    }
}
