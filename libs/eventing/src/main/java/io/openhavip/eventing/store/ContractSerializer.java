package io.openhavip.eventing.store;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.messaging.JsonMessages;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Axon's Jackson serializer, with the published wire name in place of the Java class name for events, so that what the store keeps
 * and what Kafka carries have one name and survive a refactoring. Thread-safe.
 */
public final class ContractSerializer extends JacksonSerializer {

    public ContractSerializer() {
        super(JacksonSerializer.builder().objectMapper(JsonMessages.MAPPER.copy()));
    }

    @Override
    public SerializedType typeForClass(@SuppressWarnings("rawtypes") Class type) {
        return type != null && Message.class.isAssignableFrom(type)
                ? new SimpleSerializedType(MessageTypes.nameOf(type), null)
                : super.typeForClass(type);
    }

    /** @throws LaterVersion if there is no class for it, which Axon would pass over */
    @Override
    public Class<?> classForType(SerializedType type) {
        Class<?> found = MessageTypes.classOf(type.getName())
                .<Class<?>>map(known -> known)
                .orElseGet(() -> super.classForType(type));
        if (UnknownSerializedType.class.isAssignableFrom(found)) {
            throw LaterVersion.event(type.getName());
        }
        return found;
    }
}
