import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints a line for each change of a HAVIP's owner: a plain Kafka consumer that needs nothing of this project but the description
 * of the topic in docs/api/asyncapi-arp-gateway.yaml. Run it from the top of the checkout (docs/integrate.md). Arguments: the broker, and the
 * consumer group under whose name it goes on where it was.
 */
public class FollowOwnership {

    private static final String TOPIC = "arp.ownership";
    private static final String SWITCHED = "arp.OwnershipSwitched.v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    // A real consumer keeps this with what it does, in one transaction, and so survives its own crash.
    private static final Map<String, Long> EPOCHS = new HashMap<>();

    public static void main(String[] arguments) throws IOException {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", arguments.length > 0 ? arguments[0] : "127.0.0.1:19092",
                "group.id", arguments.length > 1 ? arguments[1] : "follow-ownership",
                "auto.offset.reset", "earliest",
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", ByteArrayDeserializer.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(configuration)) {
            consumer.subscribe(List.of(TOPIC));
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    // Messages of other kinds, and of kinds that are added later, are passed over.
                    if (SWITCHED.equals(header(record, "ce_type"))) {
                        follow(record.key(), JSON.readTree(record.value()));
                    }
                }
            }
        }
    }

    private static void follow(String key, JsonNode switched) {
        long epoch = switched.get("epoch").asLong();
        // Records are sent at least once: one that comes again has an epoch that was seen.
        if (epoch <= EPOCHS.getOrDefault(key, 0L)) {
            return;
        }
        EPOCHS.put(key, epoch);
        JsonNode owner = switched.get("newOwner");
        System.out.printf(
                "%s %s epoch %d: %s (%s)%n",
                switched.get("decidedAt").asText(),
                switched.get("address").asText(),
                epoch,
                owner.isNull() ? "nobody" : owner.get("instanceId").asText() + " on " + owner.get("hostId").asText(),
                switched.get("cause").asText());
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
