package io.openhavip.gateway.config;

import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.action.Backend;
import io.openhavip.gateway.client.Backends;
import io.openhavip.gateway.directory.Directory;
import io.openhavip.gateway.directory.DirectoryTables;
import io.openhavip.gateway.directory.NonceTable;
import io.openhavip.gateway.directory.RecentNonces;
import io.openhavip.gateway.keys.AccessKey;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.keys.Secret;
import io.openhavip.gateway.keys.Shares;
import io.openhavip.gateway.keys.Throttle;
import io.openhavip.gateway.wire.Authentication;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Puts the service together. */
@ApplicationScoped
public class GatewayBeans {

    @Produces
    @Singleton
    DirectoryTables directoryTables(DataSource database, GatewayConfiguration configuration) {
        return new DirectoryTables(
                database,
                configuration.masterKey().map(GatewayBeans::masterKey),
                configuration.formerMasterKey().map(GatewayBeans::masterKey));
    }

    private static byte[] masterKey(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("havip.gateway.master-key must be Base64", e);
        }
    }

    @Produces
    @Singleton
    Directory directory(DirectoryTables tables, GatewayConfiguration configuration) throws SQLException {
        Map<String, AccessKey> keys = new HashMap<>();
        configuration
                .accessKeys()
                .forEach((id, key) ->
                        keys.put(id, new AccessKey(id, new Secret(key.secret()), Caller.root(key.accountId()), true)));
        Directory directory = new Directory(tables, keys, System::nanoTime);
        directory.refresh();
        return directory;
    }

    @Produces
    @Singleton
    Authentication authentication(Directory directory, GatewayConfiguration configuration) {
        return new Authentication(directory, configuration.clockSkew(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    Shares shares(GatewayConfiguration configuration) {
        return new Shares(configuration.requestsAtOnce());
    }

    @Produces
    @Singleton
    NonceTable nonces(DataSource database) {
        return new NonceTable(database).start();
    }

    void close(@Disposes NonceTable nonces) {
        nonces.close();
    }

    @Produces
    @Singleton
    RecentNonces recentNonces() {
        return new RecentNonces();
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
