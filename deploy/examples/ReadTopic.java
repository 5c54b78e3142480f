import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints every record that stands on a topic now, headers and value, and ends. Run it from the top of the checkout
 * (docs/operate.md). Arguments: the topic, and the broker.
 */
public class ReadTopic {

    private static final Duration POLL = Duration.ofMillis(500);

    public static void main(String[] arguments) {
        String topic = arguments[0];
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", arguments.length > 1 ? arguments[1] : "127.0.0.1:19092",
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", StringDeserializer.class);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(configuration)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(ReadTopic::print);
            }
        }
    }

    private static void print(ConsumerRecord<String, String> record) {
        System.out.printf("%s-%d@%d key=%s%n", record.topic(), record.partition(), record.offset(), record.key());
        for (Header header : record.headers()) {
            System.out.printf("  %s: %s%n", header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        System.out.println("  " + record.value());
    }
}
