package io.openhavip.standalone.demo;

import io.openhavip.standalone.StackClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The guide's deployment in instances that the host runs: two with real keepalived, for tests that end one of them. */
public final class GuideDeployment implements AutoCloseable {

    private final Scene scene;
    private final OpenApi api;

    public GuideDeployment(StackClient stack) {
        api = new OpenApi(stack);
        scene = new Scene(stack, new Timeline(line -> {}));
        scene.create(name -> switch (name) {
            case "ecs1" -> UserData.of("ecs1", "MASTER", 100, Scene.ECS1, Scene.ECS2);
            case "ecs2" -> UserData.of("ecs2", "BACKUP", 10, Scene.ECS2, Scene.ECS1);
            default -> "";
        });
        List.of(scene.ecs1, scene.ecs2).forEach(scene.guests::awaitRunning);
        scene.associate();
    }

    /** Name of the instance that DescribeHaVips shows as master; {@code -} for nobody. */
    public String master() {
        return scene.master();
    }

    /** What DescribeInstances says of ecs1. */
    public String statusOfFirst() {
        return api.call("DescribeInstances", Map.of("InstanceIds", "[\"" + scene.ecs1.instanceId() + "\"]"))
                .at("/Instances/Instance/0/Status")
                .asText();
    }

    /** ecs1 turns itself off. */
    public void powerFirstOff() {
        Shell.run(
                "nsenter",
                "--target=" + pidOfFirst(),
                "--user",
                "--mount",
                "--pid",
                "--root",
                "--setuid=0",
                "--setgid=0",
                "/usr/sbin/poweroff");
    }

    /** The host's number of the first process of ecs1. */
    public long pidOfFirst() {
        return scene.guests.pid(scene.ecs1).orElseThrow();
    }

    /** Stops ecs1 as pulling the plug does, and tells how long it took until ecs2 announced the address. */
    public Duration stopFirstByForce() {
        Instant stop = Instant.now();
        api.call("StopInstance", Map.of("InstanceId", scene.ecs1.instanceId(), "ForceStop", "true"));
        return Duration.between(stop, scene.awaitMaster(scene.ecs2, stop).announcedAt());
    }

    public void startFirst() {
        scene.resources.start(scene.ecs1);
    }

    @Override
    public void close() {
        scene.remove();
    }
}
