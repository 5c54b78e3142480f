package io.openhavip.gateway.api;

import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.directory.Directory;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Reads requests for what policies are asked about them. Thread-safe. */
@Singleton
class Permissions {

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    private final Directory directory;

    Permissions(Directory directory) {
        this.directory = directory;
    }

    /** The caller's rights to an action as they are now. */
    Permit of(Caller caller, Action action, SocketAddress source) {
        return new Permit(directory.authorization(), caller, action, address(source));
    }

    /** The region that a request names, {@code *} without one; part of resources' names, where it must not be more than a region. */
    static String region(Parameters parameters) {
        // A list would be read by some and passed over by others.
        parameters.requireNoList("RegionId");
        String region = parameters.find("RegionId").orElse("*");
        if (!region.equals("*") && !REGION.matcher(region).matches()) {
            throw new ApiError(400, "InvalidRegionId.NotFound", "The specified RegionId does not exist.");
        }
        return region;
    }

    private static InetAddress address(SocketAddress source) {
        try {
            // A literal is not looked up.
            return InetAddress.getByName(source.hostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a peer without an address: " + source, e);
        }
    }
}
