package io.openhavip.gateway.api;

import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.RamResource;
import io.openhavip.gateway.directory.Directory;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.ram.Authorization;
import io.openhavip.gateway.ram.Decision;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the caller's policies about a request. Thread-safe. */
@Singleton
class Permissions {

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    private final Directory directory;

    Permissions(Directory directory) {
        this.directory = directory;
    }

    /**
     * Asks about what the request names, in the region that it names.
     *
     * @throws ApiError {@code Forbidden.RAM} with what is missing
     */
    void require(Caller caller, Action action, Parameters parameters, SocketAddress source) {
        String region = region(parameters);
        require(caller, action, action.resources().apply(parameters), resource -> region, source);
    }

    /**
     * Asks about resources where they are.
     *
     * @param regions of each
     * @throws ApiError {@code Forbidden.RAM} with what is missing
     */
    void require(
            Caller caller,
            Action action,
            List<RamResource> resources,
            Function<RamResource, String> regions,
            SocketAddress source) {
        switch (decide(directory.authorization(), caller, action, resources, regions, address(source))) {
            case Decision.Allowed allowed -> {}
            case Decision.Denied(String resource, boolean explicit) ->
                throw forbidden(
                        "User not authorized to operate on the specified resource, or this API does not support RAM.",
                        caller,
                        action,
                        resource,
                        explicit ? "ExplicitDeny" : "ImplicitDeny");
            case Decision.Unreadable(String policy) ->
                throw forbidden(
                        "The policy " + policy + " of the user cannot be read, so that the user may do nothing until"
                                + " an operator puts it again.",
                        caller,
                        action,
                        "*",
                        "ImplicitDeny");
        }
    }

    /** Whether a decision hangs on where the resources are. */
    boolean tellRegionsApart(Caller caller, Action action) {
        return directory.authorization().tellsRegionsApart(caller, action.permission());
    }

    private static ApiError forbidden(
            String message, Caller caller, Action action, String resource, String noPermissionType) {
        return ApiError.forbidden(
                message,
                Map.of(
                        "AuthAction",
                        action.permission(),
                        "AuthResource",
                        resource,
                        "AuthPrincipalOwnerId",
                        caller.accountId(),
                        "AuthPrincipalDisplayName",
                        caller.principal().substring(caller.principal().lastIndexOf('/') + 1),
                        "AuthPrincipalType",
                        "SubUser",
                        "PolicyType",
                        "AccountLevelIdentityBasedPolicy",
                        "NoPermissionType",
                        noPermissionType));
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

    static Decision decide(
            Authorization authorization,
            Caller caller,
            Action action,
            List<RamResource> resources,
            Function<RamResource, String> regions,
            InetAddress source) {
        Map<Boolean, List<String>> names = resources.stream()
                .collect(Collectors.partitioningBy(
                        RamResource::mustBeAllowed,
                        Collectors.mapping(
                                resource -> resource.in(regions.apply(resource), caller.accountId()),
                                Collectors.toList())));
        Decision denied = authorization.decideUnlessDenied(caller, action.permission(), names.get(false), source);
        return denied instanceof Decision.Allowed
                ? authorization.decide(caller, action.permission(), names.get(true), source)
                : denied;
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
