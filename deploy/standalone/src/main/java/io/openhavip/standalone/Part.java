package io.openhavip.standalone;

import io.openhavip.localstack.ServerProcess;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process of the stack.
 *
 * @param process how it is started and found
 * @param port where it is reached
 * @param address what to tell people about where it is reached
 * @param built the file that its build makes; empty for what is not built here
 * @param obstacle why it cannot run on this machine; empty when it can
 */
record Part(ServerProcess process, int port, String address, Optional<Path> built, Optional<String> obstacle) {

    String name() {
        return process.program().name();
    }

    boolean canRun() {
        return obstacle.isEmpty();
    }
}
