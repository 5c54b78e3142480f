package io.openhavip.agent.instance;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when nothing keeps this agent from running instances, or it is to run none. */
@Readiness
@ApplicationScoped
class CanRunInstances implements HealthCheck {

    private final Instances instances;

    CanRunInstances(Instances instances) {
        this.instances = instances;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("instances");
        Optional<String> obstacle = instances.driver().flatMap(InstanceDriver::obstacle);
        obstacle.ifPresent(why -> response.withData("obstacle", why));
        return response.status(obstacle.isEmpty()).build();
    }
}
