package io.openhavip.service.quota;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** For services that hold no limits. */
@ApplicationScoped
public class QuotaBeans {

    @Produces
    @DefaultBean
    @Singleton
    QuotaDefinitions none() {
        return QuotaDefinitions.of();
    }
}
