package io.openhavip.service.api;

import io.openhavip.eventing.projection.LiveProjection;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while {@link CompleteAnswers} refuses requests; says for which read model. */
@Singleton
@Readiness
class ReadModelsAreComplete implements HealthCheck {

    private final ServedReadModels readModels;

    ReadModelsAreComplete(ServedReadModels readModels) {
        this.readModels = readModels;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("read models").up();
        for (LiveProjection each : readModels.all()) {
            obstacle(each).ifPresent(it -> response.withData(each.name(), it).down());
        }
        return response.build();
    }

    private static Optional<String> obstacle(LiveProjection readModel) {
        try {
            return readModel.tables().obstacle();
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
