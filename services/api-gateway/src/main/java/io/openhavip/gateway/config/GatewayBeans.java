package io.openhavip.gateway.config;

import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.action.Backend;
import io.openhavip.gateway.client.Backends;
import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.AccessKeys;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.keys.Nonces;
import io.openhavip.gateway.keys.Secret;
import io.openhavip.gateway.keys.Throttle;
import io.openhavip.gateway.ram.Authorization;
import io.openhavip.gateway.ram.MalformedPolicy;
import io.openhavip.gateway.ram.Policy;
import io.openhavip.gateway.wire.Authentication;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the service together. */
@ApplicationScoped
public class GatewayBeans {

    @Produces
    @Singleton
    AccessKeys accessKeys(GatewayConfiguration configuration) {
        return id -> Optional.ofNullable(configuration.accessKeys().get(id))
                .map(key -> new AccessKey(id, new Secret(key.secret()), caller(key)));
    }

    private static Caller caller(GatewayConfiguration.Key key) {
        return key.user()
                .map(user -> new Caller(key.accountId(), "acs:ram::" + key.accountId() + ":user/" + user))
                .orElseGet(() -> Caller.root(key.accountId()));
    }

    @Produces
    @Singleton
    Authorization authorization(GatewayConfiguration configuration) {
        Map<String, List<Policy>> policies = new HashMap<>();
        for (GatewayConfiguration.Key key : configuration.accessKeys().values()) {
            key.user().ifPresent(user -> policies.put(caller(key).principal(), policiesOf(user, configuration)));
        }
        return new Authorization(policies);
    }

    /** A user without an entry has no policy, and may do nothing. */
    private static List<Policy> policiesOf(String user, GatewayConfiguration configuration) {
        return Optional.ofNullable(configuration.users().get(user)).map(GatewayConfiguration.User::policies).stream()
                .flatMap(List::stream)
                .map(GatewayBeans::policy)
                .toList();
    }

    private static Policy policy(Path file) {
        try {
            return Policy.parse(Files.readString(file));
        } catch (IOException | MalformedPolicy e) {
            throw new IllegalStateException("the policy " + file + " cannot be used: " + e.getMessage(), e);
        }
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
    Throttle throttle(GatewayConfiguration configuration) {
        return new Throttle(configuration.requestsPerSecond(), System::nanoTime);
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
