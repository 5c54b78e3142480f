package io.openhavip.eventing.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.util.BitSet;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Keeps an aggregate by its fields, so that domain classes need no annotation for it; a {@link BitSet} is Base64. A snapshot is a
 * copy that can be thrown away: its revision is the {@link AggregateShape} that it was taken of, and one of another shape is passed
 * over. Thread-safe.
 */
public final class SnapshotSerializer extends JacksonSerializer {

    public SnapshotSerializer() {
        super(JacksonSerializer.builder().objectMapper(mapper()).revisionResolver(AggregateShape::of));
    }

    private static ObjectMapper mapper() {
        return JsonMessages.MAPPER
                .copy()
                .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .registerModule(new SimpleModule("bit-sets")
                        .addSerializer(BitSet.class, new BitSetWriter())
                        .addDeserializer(BitSet.class, new BitSetReader()));
    }

    private static final class BitSetWriter extends StdSerializer<BitSet> {
        BitSetWriter() {
            super(BitSet.class);
        }

        @Override
        public void serialize(BitSet bits, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeBinary(bits.toByteArray());
        }
    }

    private static final class BitSetReader extends StdDeserializer<BitSet> {
        BitSetReader() {
            super(BitSet.class);
        }

        @Override
        public BitSet deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return BitSet.valueOf(json.getBinaryValue());
        }
    }
}
