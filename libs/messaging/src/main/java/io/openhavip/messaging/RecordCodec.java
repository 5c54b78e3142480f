package io.openhavip.messaging;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Between the published language and Kafka records: key = subject, attributes = CloudEvents headers, value = JSON. Thread-safe. */
public final class RecordCodec {

    /** Longest key, in characters: whoever notes what it knows of a key must be able to index it. */
    public static final int MOST_KEY_CHARACTERS = 512;

    private RecordCodec() {}

    /** Whether it can be an aggregate's id: not too long, and without NUL, which PostgreSQL does not store. */
    public static boolean isKey(String key) {
        return key.length() <= MOST_KEY_CHARACTERS && key.indexOf('\0') < 0;
    }

    public static ProducerRecord<String, byte[]> encode(String topic, CloudEvent attributes, Message message) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, message.subject(), JsonMessages.write(message));
        attributes.writeTo(record.headers());
        return record;
    }

    /** Reads a record; never throws, since a bad record is an outcome like the others. */
    public static Decoded decode(ConsumerRecord<String, byte[]> record) {
        try {
            CloudEvent attributes = CloudEvent.readFrom(record.headers());
            if (record.key() != null && !isKey(record.key())) {
                return new Decoded.Invalid(
                        "key has more than " + MOST_KEY_CHARACTERS + " characters or a NUL: '" + record.key() + "'");
            }
            if (record.value() == null) {
                return new Decoded.Tombstone(attributes);
            }
            Optional<String> nameToday = Upcasters.nameToday(attributes.type());
            Optional<Class<? extends Message>> type = MessageTypes.classOf(nameToday.orElse(attributes.type()));
            if (type.isEmpty()) {
                return new Decoded.UnknownType(attributes);
            }
            Message message = nameToday.isPresent()
                    ? JsonMessages.readEarlier(attributes.type(), record.value(), type.get())
                    : JsonMessages.read(record.value(), type.get());
            if (!message.subject().equals(record.key())) {
                return new Decoded.Invalid(
                        "key is '" + record.key() + "', the message is about '" + message.subject() + "'");
            }
            return new Decoded.Known(attributes, message);
        } catch (InvalidRecord e) {
            return new Decoded.Invalid(e.getMessage());
        } catch (IOException | RuntimeException e) {
            return new Decoded.Invalid("value is not the JSON of its type: " + firstLine(e));
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
