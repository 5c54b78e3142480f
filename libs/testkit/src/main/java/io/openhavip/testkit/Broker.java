package io.openhavip.testkit;

import io.openhavip.localstack.KafkaAddress;

/** A Kafka broker for tests, of either variant. */
public interface Broker extends TestServer {

    KafkaAddress address();
}
