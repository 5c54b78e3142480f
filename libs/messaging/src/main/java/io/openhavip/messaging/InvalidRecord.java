package io.openhavip.messaging;

/** A Kafka record that can never be read, whoever tries and whenever: it belongs on a dead-letter topic. */
public final class InvalidRecord extends Exception {

    public InvalidRecord(String reason) {
        super(reason);
    }
}
