package io.openhavip.agent.api;

import io.openhavip.agent.instance.InstanceDriver;
import io.openhavip.agent.instance.InstanceSupervisor;
import io.openhavip.agent.instance.InstanceView;
import io.openhavip.agent.instance.Instances;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The instances that this host runs, and what they printed. */
@Path("/instances")
public class InstancesResource {

    /** As much of a console log as GetInstanceConsoleOutput gives. */
    static final int CONSOLE_LIMIT = 64 << 10;

    private final Instances instances;

    InstancesResource(Instances instances) {
        this.instances = instances;
    }

    /**
     * One of them.
     *
     * @param state running, stopped, powered_off or crashed
     * @param pid the host's number of its first process; 0 when it does not run
     * @param failure why the last attempt to bring it to what is wanted failed; empty: it did not
     */
    public record Body(
            String instanceId, String state, int run, long pid, Instant startedAt, long consoleBytes, String failure) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Body> list() throws IOException {
        Optional<InstanceDriver> driver = instances.driver();
        return driver.isEmpty()
                ? List.of()
                : driver.get().list().stream().map(this::body).toList();
    }

    @GET
    @Path("/{id}/console")
    @Produces("text/plain;charset=utf-8")
    public byte[] console(@PathParam("id") String id) throws IOException {
        InstanceDriver driver = instances.driver().orElseThrow(NotFoundException::new);
        if (driver.list().stream().noneMatch(view -> view.instanceId().equals(id))) {
            throw new NotFoundException();
        }
        return driver.console(id, CONSOLE_LIMIT);
    }

    private Body body(InstanceView view) {
        return new Body(
                view.instanceId(),
                view.condition().name().toLowerCase(),
                view.run(),
                view.pid().orElse(0L),
                view.startedAt(),
                view.consoleBytes(),
                instances
                        .supervisor()
                        .flatMap((InstanceSupervisor each) -> each.failure(view.instanceId()))
                        .orElse(""));
    }
}
