package io.openhavip.gateway.config;

import io.openhavip.gateway.directory.Directory;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while it is not known which keys and policies hold: a key that was disabled meanwhile would still be believed here. */
@Singleton
@Readiness
class DirectoryIsCurrent implements HealthCheck {

    private final Directory directory;
    private final Duration overdue;

    DirectoryIsCurrent(Directory directory, GatewayConfiguration configuration) {
        this.directory = directory;
        this.overdue = configuration.directoryOverdue();
    }

    @Override
    public HealthCheckResponse call() {
        Duration since = directory.sinceRefresh();
        return HealthCheckResponse.named("users, policies and keys are current")
                .status(since.compareTo(overdue) <= 0)
                .withData("millisecondsSinceRefresh", since.toMillis())
                .build();
    }
}
