package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Product.VPC;

import io.openhavip.gateway.wire.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** What policies call the things that requests are about. */
final class Resources {

    /** A kind of resource, which belongs to one product whichever product's action is about it. */
    enum Kind {
        HAVIP(VPC, "havip"),
        VPC_ITSELF(VPC, "vpc"),
        VSWITCH(VPC, "vswitch"),
        ROUTE_TABLE(VPC, "routetable"),
        EIP(VPC, "eip"),
        INSTANCE(ECS, "instance"),
        SECURITY_GROUP(ECS, "securitygroup"),
        NETWORK_INTERFACE(ECS, "eni"),
        DEPLOYMENT_SET(ECS, "deploymentset");

        private final Product product;
        private final String ramName;

        Kind(Product product, String ramName) {
            this.product = product;
            this.ramName = ramName;
        }

        RamResource of(String id) {
            return RamResource.of(product, ramName + "/" + id);
        }
    }

    private static final Map<String, Kind> KINDS_OF_PATHS = Map.of(
            "ha-vips", Kind.HAVIP,
            "vpcs", Kind.VPC_ITSELF,
            "vswitches", Kind.VSWITCH,
            "route-tables", Kind.ROUTE_TABLE,
            "eips", Kind.EIP,
            "instances", Kind.INSTANCE,
            "security-groups", Kind.SECURITY_GROUP,
            "network-interfaces", Kind.NETWORK_INTERFACE,
            "deployment-sets", Kind.DEPLOYMENT_SET);

    private Resources() {}

    /**
     * The resource of a path, and the instance or network interface behind it.
     *
     * @param owner whose action it is
     * @param path for example {@code /ha-vips/{HaVipId}/associations/{InstanceId}}
     */
    static List<RamResource> of(Product owner, String path, Parameters parameters) {
        Matcher braces = Mapping.BRACES.matcher(path);
        List<String> ids = new ArrayList<>();
        while (braces.find()) {
            ids.add(parameters.require(braces.group(1)));
        }
        List<RamResource> resources = new ArrayList<>();
        resources.add(Optional.ofNullable(KINDS_OF_PATHS.get(path.split("/")[1]))
                .map(kind -> kind.of(ids.isEmpty() ? "*" : ids.getFirst()))
                .orElseGet(() -> RamResource.of(owner, "*")));
        ids.stream().skip(1).map(Resources::inVpc).forEach(resources::add);
        return resources;
    }

    /** What carries a HAVIP, an EIP or a route; its id tells which it is. */
    static RamResource carrier(String id) {
        return kindOf(id).of(id);
    }

    /** AssociateHaVip and UnassociateHaVip ask for an instance under product Vpc's name (RAM authorization of HAVIPs). */
    static RamResource inVpc(String id) {
        return RamResource.of(VPC, kindOf(id).ramName + "/" + id);
    }

    private static Kind kindOf(String id) {
        return id.startsWith("eni-") ? Kind.NETWORK_INTERFACE : id.startsWith("havip-") ? Kind.HAVIP : Kind.INSTANCE;
    }
}
