package io.openhavip.stack.terraform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * What Terraform itself does with resources: makes each when those that it refers to are there, and those that do not refer to each other at
 * the same time; plans by reading everything again; destroys in the reverse order. Not thread-safe itself.
 */
public final class Workspace {

    private static final Map<String, ResourceType> TYPES = Map.ofEntries(
            Map.entry("alicloud_vpc", new VpcResource()),
            Map.entry("alicloud_vswitch", new VSwitchResource()),
            Map.entry("alicloud_security_group", new SecurityGroupResource()),
            Map.entry("alicloud_security_group_rule", new SecurityGroupRuleResource()),
            Map.entry("alicloud_havip", new HaVipResource()),
            Map.entry("alicloud_havip_attachment", new AttachmentResource()),
            Map.entry("alicloud_instance", new InstanceResource()),
            Map.entry("alicloud_eip_address", new EipResource()),
            Map.entry("alicloud_eip_association", new EipAssociationResource()),
            Map.entry("alicloud_route_entry", new RouteEntryResource()),
            Map.entry("alicloud_ecs_network_interface", new NetworkInterfaceResource()),
            Map.entry("alicloud_ecs_network_interface_attachment", new InterfaceAttachmentResource()),
            Map.entry("alicloud_ecs_deployment_set", new DeploymentSetResource()));

    private record Declared(String type, List<String> after, Function<Workspace, Values> arguments) {}

    /** A resource in the state. */
    private record Made(String id, Values attributes) {}

    /** A line of a plan. */
    public record Change(String address, String attribute, Object from, Object to, boolean replaces) {}

    private final ProviderClient client;
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, Made> state = new ConcurrentHashMap<>();

    public Workspace(ProviderClient client) {
        this.client = client;
    }

    /**
     * A block {@code resource}.
     *
     * @param address type and name: {@code alicloud_vpc.main}
     * @param after addresses that its arguments refer to
     * @param arguments made when those are there
     */
    public void resource(String address, List<String> after, Function<Workspace, Values> arguments) {
        declared.put(address, new Declared(address.substring(0, address.indexOf('.')), after, arguments));
    }

    /** The id of a resource that was made. */
    public String id(String address) {
        return made(address).id();
    }

    /** An attribute of a resource, as it was read last. */
    public String attribute(String address, String name) {
        return made(address).attributes().text(name);
    }

    /** What a resource is called in the state, by its address. */
    public Map<String, String> ids() {
        Map<String, String> ids = new HashMap<>();
        state.forEach((address, made) -> ids.put(address, made.id()));
        return ids;
    }

    private Made made(String address) {
        return Optional.ofNullable(state.get(address)).orElseThrow(() -> new AssertionError("no " + address));
    }

    /** Makes what is not there, changes what differs. */
    public void apply() {
        inParallel(address -> declared.get(address).after(), address -> {
            Declared resource = declared.get(address);
            Values arguments = resource.arguments().apply(this);
            ResourceType type = TYPES.get(resource.type());
            Made before = state.get(address);
            String id = before == null ? type.create(client, arguments) : before.id();
            if (before != null && !changes(address, before.attributes()).isEmpty()) {
                type.update(client, id, before.attributes(), arguments);
            }
            state.put(address, new Made(id, read(address, id, arguments)));
        });
    }

    /** The attributes that were read, and the arguments that nothing is read of. */
    private Values read(String address, String id, Values arguments) {
        Values read = TYPES.get(declared.get(address).type())
                .read(client, id)
                .orElseThrow(() -> new AssertionError(address + " " + id + " is not there after it was made"));
        Map<String, Object> all = new LinkedHashMap<>(read.all());
        Schema.of(declared.get(address).type()).attributes().forEach((name, attribute) -> {
            if (attribute.ofTheProviderAlone() && arguments.has(name)) {
                all.put(name, arguments.all().get(name));
            }
        });
        return new Values(all);
    }

    /** Reads everything again and says what an apply would change; empty if nothing. */
    public List<Change> plan() {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, Declared> resource : declared.entrySet()) {
            String address = resource.getKey();
            Made made = state.get(address);
            if (made == null) {
                changes.add(new Change(address, "", "", "to be created", true));
                continue;
            }
            Values now =
                    read(address, made.id(), resource.getValue().arguments().apply(this));
            state.put(address, new Made(made.id(), now));
            changes.addAll(changes(address, now));
        }
        return changes;
    }

    private List<Change> changes(String address, Values now) {
        Declared resource = declared.get(address);
        Values arguments = resource.arguments().apply(this);
        Map<String, Schema.Attribute> attributes = Schema.of(resource.type()).attributes();
        Set<String> unknown = new LinkedHashSet<>(arguments.all().keySet());
        unknown.removeAll(attributes.keySet());
        if (!unknown.isEmpty()) {
            throw new AssertionError("unsupported arguments of " + address + ": " + unknown);
        }
        List<Change> changes = new ArrayList<>();
        attributes.forEach((name, attribute) -> {
            if (attribute.ofTheProviderAlone() || (!arguments.has(name) && attribute.computed())) {
                return;
            }
            Object wanted = arguments.has(name)
                    ? arguments.all().get(name)
                    : attribute.byDefault().orElse("");
            if (!now.has(name)) {
                throw new AssertionError("the replay does not read " + address + "." + name);
            }
            Object found = now.all().get(name);
            if (!comparable(wanted).equals(comparable(found))) {
                changes.add(new Change(address, name, found, wanted, attribute.replaces()));
            }
        });
        return changes;
    }

    /** Nothing, 0, false and "" are one to a provider; lists are sets. */
    private static Object comparable(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "" : map;
        }
        if (value instanceof Collection<?> list) {
            return list.isEmpty() ? "" : Set.copyOf(list);
        }
        String text = String.valueOf(value);
        return text.equals("0") || text.equals("false") ? "" : text;
    }

    /** Deletes everything that was made, each when nothing that refers to it is there any more. */
    public void destroy() {
        inParallel(
                address -> declared.entrySet().stream()
                        .filter(other -> other.getValue().after().contains(address))
                        .map(Map.Entry::getKey)
                        .toList(),
                address -> {
                    Made made = state.get(address);
                    if (made != null) {
                        TYPES.get(declared.get(address).type()).delete(client, made.id(), made.attributes());
                        state.remove(address);
                    }
                });
    }

    private interface Step {
        void run(String address);
    }

    private void inParallel(Function<String, List<String>> waitsFor, Step step) {
        Map<String, CompletableFuture<Void>> steps = new HashMap<>();
        declared.keySet().forEach(address -> steps.put(address, new CompletableFuture<>()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String address : declared.keySet()) {
                CompletableFuture<?>[] before =
                        waitsFor.apply(address).stream().map(steps::get).toArray(CompletableFuture[]::new);
                CompletableFuture.allOf(before)
                        .thenRunAsync(() -> step.run(address), threads)
                        .whenComplete((nothing, failure) -> finish(steps.get(address), failure));
            }
            CompletableFuture.allOf(steps.values().toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private static void finish(CompletableFuture<Void> step, Throwable failure) {
        if (failure == null) {
            step.complete(null);
        } else {
            step.completeExceptionally(failure);
        }
    }
}
