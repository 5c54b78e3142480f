package io.openhavip.testkit;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container that is known by its id only. The published port is fixed: the engine would choose another at each start, and
 * clients have to find the server again where it was.
 */
abstract class DockerServer implements TestServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final int STOP_LIMIT_S = 30;

    private final String container;

    DockerServer(String container) {
        this.container = container;
    }

    /** Whether it serves requests now. */
    abstract boolean answers();

    static String host() {
        return DockerClientFactory.instance().dockerHostIpAddress();
    }

    /** Creates and starts a container, and gives its id. */
    static String run(String image, int publishedPort, int port, Map<String, String> environment) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(port)
                .withEnv(environment)
                .waitingFor(new NoWait());
        container.setPortBindings(List.of(publishedPort + ":" + port));
        container.start();
        return container.getContainerId();
    }

    @Override
    public void start() {
        if (!isRunning()) {
            engine().startContainerCmd(container).exec();
        }
        awaitAnswer();
    }

    void awaitAnswer() {
        BooleanSupplier answers = this::answers;
        Await.within(START_LIMIT).untilHolds(() -> {
            if (!answers.getAsBoolean()) {
                throw new AssertionError("container " + container + " does not answer");
            }
        });
    }

    @Override
    public void stop() {
        if (isRunning()) {
            engine().stopContainerCmd(container).withTimeout(STOP_LIMIT_S).exec();
        }
    }

    @Override
    public void kill() {
        if (isRunning()) {
            engine().killContainerCmd(container).withSignal("KILL").exec();
            Await.until(() -> {
                if (isRunning()) {
                    throw new AssertionError("container " + container + " still runs");
                }
            });
        }
    }

    @Override
    public void freeze() {
        engine().pauseContainerCmd(container).exec();
    }

    @Override
    public void thaw() {
        engine().unpauseContainerCmd(container).exec();
    }

    @Override
    public void discard() {
        engine().removeContainerCmd(container)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }

    private boolean isRunning() {
        return Boolean.TRUE.equals(
                engine().inspectContainerCmd(container).exec().getState().getRunning());
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    /** The caller waits until the server answers, which says more than a port that accepts connections. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
            // Nothing to wait for here.
        }
    }
}
