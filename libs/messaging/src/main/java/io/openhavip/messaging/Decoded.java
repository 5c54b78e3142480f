package io.openhavip.messaging;

import io.openhavip.contracts.Message;

/** What a Kafka record turned out to be. */
public sealed interface Decoded {

    /** A message of the published language. */
    record Known(CloudEvent attributes, Message message) implements Decoded {}

    /** Well-formed, of a type that this version does not know: to be passed over. */
    record UnknownType(CloudEvent attributes) implements Decoded {}

    /** A null value: on a state topic, the aggregate is gone. */
    record Tombstone(CloudEvent attributes) implements Decoded {}

    /** Can never be read. The reason is an {@link Excerpt}, since it may repeat what is in the record. */
    record Invalid(String reason) implements Decoded {

        public Invalid {
            reason = Excerpt.of(reason);
        }
    }
}
