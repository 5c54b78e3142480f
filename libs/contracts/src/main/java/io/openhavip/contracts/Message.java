package io.openhavip.contracts;

/**
 * Anything that crosses a service boundary on Kafka. Immutable, a record, free of frameworks; serialised as JSON.
 *
 * <p>{@link MessageTypes} gives each its wire name.
 */
public interface Message {

    /** Id of the aggregate that the message is about: the Kafka key and the CloudEvents {@code subject}. */
    String subject();
}
