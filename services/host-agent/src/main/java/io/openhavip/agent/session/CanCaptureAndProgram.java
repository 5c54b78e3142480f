package io.openhavip.agent.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when ARP is captured, all facts are known and the kernel was last found, or brought, as they say. */
@Readiness
@ApplicationScoped
class CanCaptureAndProgram implements HealthCheck {

    private final AgentRuntime agent;

    CanCaptureAndProgram(AgentRuntime agent) {
        this.agent = agent;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("capture and programming");
        Optional<String> obstacle = obstacle();
        obstacle.ifPresent(why -> response.withData("obstacle", why));
        return response.status(obstacle.isEmpty()).build();
    }

    private Optional<String> obstacle() {
        Optional<AgentSession> session = agent.session();
        if (session.isEmpty()) {
            return Optional.of(agent.obstacle());
        }
        if (session.get().failure().isPresent()) {
            return session.get().failure();
        }
        if (!agent.factsAreComplete()) {
            return Optional.of("facts are still being read from Kafka");
        }
        if (session.get().plane().isSuspended()) {
            return Optional.of("the data plane was removed on request; restart the agent to program again");
        }
        return session.get().plane().lastReconciliation().failure();
    }
}
