package io.openhavip.docs.asyncapi;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.AnnouncementRejected;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * AsyncAPI 3.0 of the topics that a service writes and reads, as maps in the order in which they are to be written. It stands alone,
 * since it is served alone. For one thread and one document.
 */
final class AsyncApiDocument {

    /** What has no place in an aggregate's history. */
    private static final Set<Class<? extends Message>> UNNUMBERED =
            Set.of(Announcement.class, AnnouncementRejected.class, CommandRefused.class);

    private static final String DEAD_LETTER = "DeadLetter";
    private static final String HEADERS = "#/components/schemas/CloudEventHeaders";

    private final String service;
    private final JsonSchemas schemas = new JsonSchemas();

    private AsyncApiDocument(String service) {
        this.service = service;
    }

    static Map<String, Object> of(String service) {
        return new AsyncApiDocument(service).document();
    }

    private Map<String, Object> document() {
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        for (Channel channel : Channel.of(service)) {
            channels.put(channel.topic().name(), channel(channel));
            if (channel.writers().contains(service)) {
                addOperation(operations, "send", channel);
            }
            if (channel.readers().contains(service)) {
                addOperation(operations, "receive", channel);
            }
        }
        Map<String, Object> allSchemas = new TreeMap<>(schemas.components());
        allSchemas.put("CloudEventHeaders", CloudEventHeaders.schema());
        if (Channel.of(service).stream().anyMatch(Channel::isOfDeadLetters)) {
            allSchemas.put(DEAD_LETTER, DeadLetterSchema.schema());
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", "application/json");
        document.put("channels", channels);
        document.put("operations", operations);
        document.put("components", Map.of("schemas", allSchemas));
        return document;
    }

    private Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", service + " on Kafka");
        info.put("version", "1");
        info.put(
                "description",
                "Every topic that " + service
                        + " writes or reads, with its messages. A message of a new kind, or a new property, may be added; a reader ignores what it"
                        + " does not know. What a message means never changes: a change of meaning gets a new name (.v2)."
                        + " Records are sent at least once, those of one key in order: a reader that keeps the last"
                        + " ce_aggregatesequence of each key drops duplicates by it.");
        info.put("license", Map.of("name", "Apache-2.0"));
        return info;
    }

    private Map<String, Object> channel(Channel channel) {
        Topic topic = channel.topic();
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Class<? extends Message> type : channel.messages()) {
            messages.put(MessageTypes.nameOf(type), message(type, channel));
            if (channel.tombstones()) {
                messages.put(MessageTypes.nameOf(type) + ".gone", tombstone(type, channel));
            }
        }
        if (channel.isOfDeadLetters()) {
            messages.put(DeadLetterSchema.TYPE, deadLetter(channel));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("address", topic.name());
        result.put("title", channel.title());
        result.put("description", kept(topic));
        result.put("messages", messages);
        result.put("bindings", Map.of("kafka", kafka(topic)));
        return result;
    }

    private static String kept(Topic topic) {
        String kept = topic.compacted()
                ? "Compacted: the newest record of a key is kept."
                : topic.retention()
                        .map(AsyncApiDocument::inWords)
                        .map("Records are kept for %s."::formatted)
                        .orElse("Records are kept for ever.");
        return kept + " The partition count never changes.";
    }

    private static String inWords(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toHours() + " h";
    }

    private static Map<String, Object> kafka(Topic topic) {
        Map<String, Object> configuration = new TreeMap<>();
        topic.configuration().forEach((name, value) -> {
            switch (name) {
                case "cleanup.policy" -> configuration.put(name, List.of(value));
                case "retention.ms" -> configuration.put(name, Long.parseLong(value));
                default -> {}
            }
        });
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("topic", topic.name());
        binding.put("partitions", topic.partitions());
        binding.put("topicConfiguration", configuration);
        Map<String, Object> further = new TreeMap<>(topic.configuration());
        further.keySet().removeAll(configuration.keySet());
        if (!further.isEmpty()) {
            binding.put("x-topicConfiguration", further);
        }
        return binding;
    }

    private Map<String, Object> message(Class<? extends Message> type, Channel channel) {
        Map<String, Object> message = frame(MessageTypes.nameOf(type), isNumbered(type), channel);
        RecordComments.of(type).text().ifPresent(text -> message.put("summary", text));
        message.put("payload", schemas.refer(type));
        return message;
    }

    private Map<String, Object> tombstone(Class<? extends Message> type, Channel channel) {
        Map<String, Object> message = frame(MessageTypes.nameOf(type), true, channel);
        message.put("summary", "A null value: the aggregate of the key is gone.");
        message.put("payload", Map.of("type", "null"));
        return message;
    }

    private Map<String, Object> deadLetter(Channel channel) {
        Map<String, Object> message = frame(DeadLetterSchema.TYPE, false, channel);
        message.put("summary", "A record that can never be handled, as it was, with the reason and its place.");
        message.put("payload", Map.of("$ref", "#/components/schemas/" + DEAD_LETTER));
        return message;
    }

    private static Map<String, Object> frame(String type, boolean numbered, Channel channel) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("type", "string");
        key.put("description", channel.key());
        Map<String, Object> thisType = new LinkedHashMap<>();
        if (numbered) {
            thisType.put("required", List.of("ce_aggregatesequence"));
        }
        thisType.put("properties", Map.of("ce_type", Map.of("const", type)));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("name", type);
        message.put("contentType", "application/json");
        message.put("headers", Map.of("allOf", List.of(Map.of("$ref", HEADERS), thisType)));
        message.put("bindings", Map.of("kafka", Map.of("key", key)));
        return message;
    }

    private static boolean isNumbered(Class<? extends Message> type) {
        return !Command.class.isAssignableFrom(type) && !UNNUMBERED.contains(type);
    }

    private static void addOperation(Map<String, Object> operations, String action, Channel channel) {
        String topic = channel.topic().name();
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("action", action);
        operation.put("channel", Map.of("$ref", "#/channels/" + topic));
        operations.put(action + "-" + topic.replace('.', '-'), operation);
    }
}
