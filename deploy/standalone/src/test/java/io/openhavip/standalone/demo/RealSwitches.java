package io.openhavip.standalone.demo;

import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Two instances with real keepalived and a client, for tests that break things while the address moves. keepalived announces in the
 * second in which it becomes master and never again, so an announcement that is lost stays lost.
 */
public final class RealSwitches implements AutoCloseable {

    private static final int NEVER = 0;

    private final Scene scene;
    private final Machine first;
    private final Machine second;
    private final Machine third;
    private final Client client;

    public RealSwitches(StackClient stack) throws IOException {
        Path folder = Files.createTempDirectory("havip-switches-");
        scene = new Scene(stack, new Timeline(line -> {}));
        scene.create(Scene.NOTHING);
        scene.associate();
        first = new Machine(scene.ecs1, stack.hostNamespace(1), folder.resolve("ecs1"));
        second = new Machine(scene.ecs2, stack.hostNamespace(1), folder.resolve("ecs2"));
        third = new Machine(scene.ecs3, stack.hostNamespace(1), folder.resolve("ecs3"));
        first.configure("MASTER", 100, scene.ecs2.address(), NEVER);
        second.configure("BACKUP", 10, scene.ecs1.address(), NEVER);
        client = Client.start(List.of("ip", "netns", "exec", third.namespace()), Resources.HAVIP_ADDRESS);
        first.startPrograms();
        second.startPrograms();
    }

    /** Who answered the client last, in the last second; {@code -} for nobody. */
    public String answeredBy() {
        return client.lastAnswerBefore(Instant.now())
                .filter(answer -> answer.at().isAfter(Instant.now().minusSeconds(1)))
                .map(Client.Answer::who)
                .orElse(ClientMain.NOBODY);
    }

    /** Name of the instance that GET /ha-vips shows as master; {@code -} for nobody. */
    public String master() {
        String instanceId = scene.resources.masterInstanceId();
        return instanceId.equals(scene.ecs1.instanceId())
                ? scene.ecs1.name()
                : instanceId.equals(scene.ecs2.instanceId()) ? scene.ecs2.name() : ClientMain.NOBODY;
    }

    public boolean secondHoldsAddress() {
        return second.holdsHaVip();
    }

    public void crashFirst() {
        first.crash();
    }

    public void bootFirst() {
        first.boot();
    }

    @Override
    public void close() {
        client.close();
        List.of(first, second, third).forEach(Machine::close);
        scene.remove();
    }
}
