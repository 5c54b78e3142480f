package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Product.VPC;

import io.openhavip.gateway.wire.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** What policies call the things that requests are about. */
final class Resources {

    /** A kind of resource, which belongs to one product whichever product's action is about it. */
    enum Kind {
        HAVIP(VPC, "havip", Backend.HAVIP, "ha-vips"),
        VPC_ITSELF(VPC, "vpc", Backend.NETWORK, "vpcs"),
        VSWITCH(VPC, "vswitch", Backend.NETWORK, "vswitches"),
        ROUTE_TABLE(VPC, "routetable", Backend.NETWORK, "route-tables"),
        EIP(VPC, "eip", Backend.EIP, "eips"),
        INSTANCE(ECS, "instance", Backend.NETWORK, "instances"),
        SECURITY_GROUP(ECS, "securitygroup", Backend.NETWORK, "security-groups"),
        NETWORK_INTERFACE(ECS, "eni", Backend.NETWORK, "network-interfaces"),
        DEPLOYMENT_SET(ECS, "deploymentset", Backend.NETWORK, "deployment-sets");

        private final Product product;
        private final String ramName;
        private final Backend backend;
        private final String path;

        Kind(Product product, String ramName, Backend backend, String path) {
            this.product = product;
            this.ramName = ramName;
            this.backend = backend;
            this.path = path;
        }

        RamResource of(String id) {
            return RamResource.of(product, ramName + "/" + id);
        }

        /** The request for one, whose answer says in which region it is. */
        BackendCall read(String id) {
            return new BackendCall(backend, "GET", "/" + path + "/" + id, Optional.empty(), Optional.empty());
        }
    }

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
        String collection = path.split("/")[1];
        resources.add(Stream.of(Kind.values())
                .filter(kind -> kind.path.equals(collection))
                .findFirst()
                .map(kind -> kind.of(ids.isEmpty() ? "*" : ids.getFirst()))
                .orElseGet(() -> RamResource.of(owner, "*")));
        ids.stream().skip(1).map(Resources::inVpc).forEach(resources::add);
        return resources;
    }

    /** The request for a resource that has an id, whose answer says in which region it is; empty for any other. */
    static Optional<BackendCall> lookUp(RamResource resource) {
        int slash = resource.name().indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String id = resource.name().substring(slash + 1);
        return Stream.of(Kind.values())
                .filter(kind -> kind.ramName.equals(resource.name().substring(0, slash)))
                .filter(kind -> Mapping.isId(id))
                .findFirst()
                .map(kind -> kind.read(id));
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
