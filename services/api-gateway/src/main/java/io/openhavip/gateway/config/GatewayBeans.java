package io.openhavip.gateway.config;

import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.action.Backend;
import io.openhavip.gateway.client.Backends;
import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.AccessKeys;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.keys.Nonces;
import io.openhavip.gateway.keys.Secret;
import io.openhavip.gateway.wire.Authentication;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Puts the service together. */
@ApplicationScoped
public class GatewayBeans {

    @Produces
    @Singleton
    AccessKeys accessKeys(GatewayConfiguration configuration) {
        return id -> Optional.ofNullable(configuration.accessKeys().get(id))
                .map(key -> new AccessKey(id, new Secret(key.secret()), Caller.root(key.accountId())));
    }

    @Produces
    @Singleton
    Authentication authentication(AccessKeys keys, GatewayConfiguration configuration) {
        return new Authentication(
                keys,
                new Nonces(configuration.clockSkew().multipliedBy(2)),
                configuration.clockSkew(),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    ActionTable actions() {
        return ActionTable.standard();
    }

    @Produces
    @Singleton
    Backends backends(Vertx vertx, GatewayConfiguration configuration) {
        return new Backends(
                vertx,
                Map.of(
                        Backend.HAVIP, configuration.havipService(),
                        Backend.NETWORK, configuration.networkService(),
                        Backend.EIP, configuration.eipService()),
                configuration.answerTimeout());
    }
}
