package io.openhavip.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openhavip.contracts.Message;
import java.io.IOException;

/**
 * The JSON form of the published language: ISO-8601 instants, absent for an empty Optional's value {@code null}. A property that this
 * version does not know is ignored, so that a newer writer can add one; a missing property is an error. Thread-safe.
 */
public final class JsonMessages {

    /** Shared and not to be reconfigured; take {@link ObjectMapper#copy()} for that. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private JsonMessages() {}

    public static byte[] write(Message message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + message.getClass().getName() + " as JSON", e);
        }
    }

    /**
     * Reads a message of the given type.
     *
     * @throws IOException if the bytes are not JSON or lack a property
     */
    public static <T extends Message> T read(byte[] json, Class<T> type) throws IOException {
        return MAPPER.readValue(json, type);
    }

    /**
     * Reads what an earlier version wrote under a name that {@link Upcasters} knows.
     *
     * @throws IOException if the bytes are not a JSON object or lack a property
     */
    public static <T extends Message> T readEarlier(String writtenName, byte[] json, Class<T> type) throws IOException {
        return MAPPER.treeToValue(Upcasters.upcast(writtenName, MAPPER.readValue(json, ObjectNode.class)), type);
    }
}
