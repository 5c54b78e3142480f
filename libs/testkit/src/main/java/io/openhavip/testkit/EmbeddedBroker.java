package io.openhavip.testkit;

import io.openhavip.localstack.KafkaAddress;
import io.openhavip.localstack.KafkaServer;
import java.nio.file.Path;

/** The broker as a process. */
final class EmbeddedBroker extends EmbeddedServer<KafkaServer> implements Broker {

    EmbeddedBroker(Path directory, int port, int controllerPort) {
        super(
                directory,
                new KafkaServer(
                        directory, directory.resolve("log"), port, controllerPort, KafkaServer.Durability.PROCESS));
    }

    @Override
    public KafkaAddress address() {
        return program().address();
    }
}
