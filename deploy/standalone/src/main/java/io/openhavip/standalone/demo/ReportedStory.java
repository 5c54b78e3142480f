package io.openhavip.standalone.demo;

import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same story without root: announcements are posted to arp-gateway's REST endpoint, as another agent would report them. */
final class ReportedStory implements Story {

    private final Timeline timeline;
    private final Scene scene;

    ReportedStory(StackClient stack, Timeline timeline) {
        this.timeline = timeline;
        this.scene = new Scene(stack, timeline);
    }

    @Override
    public Figures tell() {
        scene.create(Scene.NOTHING);
        scene.associate();
        Instant begin = Instant.now();
        announce(scene.ecs1);
        scene.awaitMaster(scene.ecs1, begin);

        timeline.tell("ecs1 is taken to have crashed; ecs2 announces");
        Instant crash = Instant.now();
        announce(scene.ecs2);
        Scene.Moved moved = scene.awaitMaster(scene.ecs2, crash);

        Instant back = Instant.now();
        announce(scene.ecs1);
        scene.awaitMaster(scene.ecs1, back);

        scene.resources.unassociate(scene.ecs2);
        timeline.tell("negative control: ecs2 is disassociated and announces all the same");
        Instant control = Instant.now();
        announce(scene.ecs2);
        Eventually.find(
                "the announcement of ecs2 is refused",
                Scene.LIMIT,
                () -> scene.switches.rejectionOf(scene.ecs2.networkInterfaceId()));
        boolean stayed =
                scene.switches.switchTo(scene.ecs2.instanceId(), control).isEmpty()
                        && scene.resources.masterInstanceId().equals(scene.ecs1.instanceId());
        timeline.tell("arp-gateway refused it: not associated; the master is " + (stayed ? "still ecs1" : "WRONG"));
        return new Figures(
                false,
                stayed,
                false,
                scene.stack.hostIds().size(),
                Optional.of(moved.switchMs()),
                Optional.empty(),
                Optional.of(moved.describeMs()),
                List.of(),
                stayed ? Optional.empty() : Optional.of("the address moved to an instance that is not associated"));
    }

    /** As the agent of the instance's host does. */
    private void announce(Resources.Instance instance) {
        try {
            String hostId = scene.stack
                    .networkService()
                    .get("/instances/" + instance.instanceId())
                    .orThrow()
                    .path("hostId")
                    .asText();
            scene.stack
                    .arpGateway(Map.of("Host-Credential", scene.stack.hostCredential(hostId)))
                    .post(
                            "/announcements",
                            Map.of(
                                    "hostId", hostId,
                                    "networkInterfaceId", instance.networkInterfaceId(),
                                    "vSwitchId", scene.resources.vSwitchId(),
                                    "address", Resources.HAVIP_ADDRESS,
                                    "senderMac", instance.macAddress(),
                                    "capturedAt", Instant.now().toString()))
                    .orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> remove() {
        return scene.remove();
    }
}
