package io.openhavip.gateway.action;

import io.openhavip.gateway.wire.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** What policies call the things that requests are about. */
final class Resources {

    private static final Map<String, String> KINDS_OF_PATHS = Map.of(
            "ha-vips", "havip",
            "vpcs", "vpc",
            "vswitches", "vswitch",
            "route-tables", "routetable",
            "eips", "eip",
            "instances", "instance",
            "security-groups", "securitygroup",
            "network-interfaces", "eni",
            "deployment-sets", "deploymentset");

    private Resources() {}

    /**
     * The resource of a path, and those of further parameters. An id of a network interface stands where that of an instance may.
     *
     * @param path for example {@code /ha-vips/{HaVipId}/associations}
     * @param alsoAbout parameters that name instances or whatever else can be carried
     */
    static List<String> of(String path, List<String> alsoAbout, Parameters parameters) {
        List<String> resources = new ArrayList<>();
        String kind = KINDS_OF_PATHS.getOrDefault(path.split("/")[1], "");
        Matcher braces = Mapping.BRACES.matcher(path);
        List<String> ids = new ArrayList<>();
        while (braces.find()) {
            ids.add(parameters.require(braces.group(1)));
        }
        resources.add(kind.isEmpty() ? "*" : kind + "/" + (ids.isEmpty() ? "*" : ids.getFirst()));
        ids.stream().skip(1).map(Resources::carrier).forEach(resources::add);
        alsoAbout.forEach(parameter -> resources.add(carrier(parameters.require(parameter))));
        return resources;
    }

    private static String carrier(String id) {
        return (id.startsWith("eni-") ? "eni/" : id.startsWith("havip-") ? "havip/" : "instance/") + id;
    }
}
