package io.openhavip.eventing.process;

import io.openhavip.contracts.Message;
import io.openhavip.messaging.CloudEvent;
import java.time.Duration;
import java.util.OptionalLong;

/** A consequence of an event, made durable with it. */
public sealed interface Outgoing {

    /**
     * Send a message. Its id is made from the event's id and the message's type, so that a consequence has the same id however often
     * it is sent.
     *
     * @param sequence for a state: the aggregate sequence that it is as of; empty for commands and notices
     */
    record Publish(String topic, Message message, OptionalLong sequence) implements Outgoing {

        /** Sends a command. */
        public static Publish command(String topic, Message message) {
            return new Publish(topic, message, OptionalLong.empty());
        }
    }

    /**
     * Give a command to this service's own aggregates after a while: a deadline. The command must do nothing if what it guards against
     * has not happened.
     *
     * @param command a record that names its aggregate; stored as JSON under its class name
     */
    record Schedule(Duration after, Object command) implements Outgoing {

        /** The deadline's id: one of each kind an event. */
        public String idFor(CloudEvent event) {
            return event.id() + ":" + command.getClass().getSimpleName();
        }
    }

    /**
     * Give back one place of a limit over several aggregates ({@link io.openhavip.eventing.quota.QuotaLedger}).
     *
     * @param scope the scope that the place was taken of
     */
    record FreeQuota(String scope) implements Outgoing {}
}
