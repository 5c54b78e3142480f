package io.openhavip.gateway.action;

import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All actions that this endpoint knows. Immutable. */
public final class ActionTable {

    private record Name(Product product, String action) {}

    private final Map<Name, Action> actions = new HashMap<>();

    private ActionTable(List<Action> all) {
        for (Action action : all) {
            for (Product product : action.products()) {
                if (actions.put(new Name(product, action.name()), action) != null) {
                    throw new IllegalStateException(product + " has " + action.name() + " twice");
                }
            }
        }
    }

    /** The actions of the products Vpc, Ecs, Sts, Location and quotas. */
    public static ActionTable standard() {
        return new ActionTable(Stream.of(
                        HaVipActions.all(),
                        VpcActions.all(),
                        EipActions.all(),
                        InstanceActions.all(),
                        InstanceBatches.all(),
                        NetworkInterfaceActions.all(),
                        SecurityGroupActions.all(),
                        SecurityGroupMembers.all(),
                        TagActions.all(),
                        CatalogueActions.all(),
                        AvailableResources.all(),
                        QuotaActions.all())
                .flatMap(List::stream)
                .toList());
    }

    /** The actions of a product. */
    public List<Action> of(Product product) {
        return actions.values().stream()
                .filter(action -> action.products().contains(product))
                .distinct()
                .toList();
    }

    /** What policies can allow and deny here. */
    public Set<String> permissions() {
        return actions.values().stream().map(Action::permission).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The action that a request names.
     *
     * @throws ApiError {@code InvalidVersion}, {@code InvalidAction.NotFound}, or that a dry run was asked for that would not be dry
     */
    public Action find(String name, String version, Parameters parameters) {
        Product product = Product.ofVersion(version)
                .orElseThrow(() -> new ApiError(
                        404, "InvalidVersion", "The version " + version + " is not one of this endpoint's."));
        Action action = Optional.ofNullable(actions.get(new Name(product, name)))
                .orElseThrow(() -> new ApiError(
                        404,
                        "InvalidAction.NotFound",
                        "The action " + name + " of version " + version + " does not exist here."));
        if (DryRun.of(parameters) && !DryRun.isTakenBy(product, name)) {
            throw ApiError.invalid("The action " + name + " has no DryRun; nothing was done.");
        }
        return action;
    }
}
