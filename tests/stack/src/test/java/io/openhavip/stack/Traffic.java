package io.openhavip.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers who create, associate, announce, unassociate and delete HAVIPs in one vSwitch, and others who delete the instances and network
 * interfaces that carry one. They don't stop when they are refused.
 */
final class Traffic implements AutoCloseable {

    private static final int CALLERS = 3;
    /** HAVIPs that each caller leaves in use. An instance carries five at most. */
    private static final int KEPT = 3;

    /** Leaves the machine to the part that is starting again. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int STOP_LIMIT_S = 60;

    private final Tenant tenant;
    private final Ledger ledger = new Ledger();
    private final String vSwitchId;
    private final List<Stack.Port> ports = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 2);

    private Traffic(Tenant tenant) {
        this.tenant = tenant;
        this.vSwitchId = tenant.newVSwitch("10.0.0.0/24");
        for (int caller = 0; caller < CALLERS; caller++) {
            Stack.Port first = tenant.newInstance(vSwitchId);
            Stack.Port second = tenant.newInstance(vSwitchId);
            ports.add(first);
            ports.add(second);
            callers.submit(() -> call(first, second));
        }
        callers.submit(() -> deleteInstances(newHaVip()));
        callers.submit(() -> deleteInterfaces(newHaVip(), tenant.newInstance(vSwitchId)));
    }

    static Traffic begin(Stack stack) {
        return new Traffic(stack.newTenant());
    }

    Tenant tenant() {
        return tenant;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The ports of the callers' instances. */
    List<Stack.Port> ports() {
        return List.copyOf(ports);
    }

    private void call(Stack.Port first, Stack.Port second) {
        int kept = 0;
        while (!stopped.get()) {
            Rest.Answer creation = send(() -> tenant.haVips().post("/ha-vips", Map.of("vSwitchId", vSwitchId)));
            if (creation.status() != 201) {
                continue;
            }
            String haVipId = creation.text("/haVipId");
            String address = creation.text("/ipAddress");
            ledger.created(haVipId, address);
            associate(haVipId, first);
            associate(haVipId, second);
            send(() -> tenant.stack().announce(second, address));
            if (kept < KEPT) {
                kept++;
            } else {
                remove(haVipId, first, second);
            }
        }
    }

    private void associate(String haVipId, Stack.Port port) {
        if (send(() -> tenant.associate(haVipId, port.instanceId())).status() == 201) {
            ledger.associated(haVipId, port.instanceId());
        }
    }

    private void remove(String haVipId, Stack.Port... associated) {
        for (Stack.Port port : associated) {
            ledger.triesToUnassociate(haVipId, port.instanceId());
            send(() -> tenant.unassociateByForce(haVipId, port.instanceId()));
        }
        ledger.triesToDelete(haVipId);
        if (send(() -> tenant.haVips().delete("/ha-vips/" + haVipId)).status() == 204) {
            ledger.deleted(haVipId);
        }
    }

    private String newHaVip() {
        Rest.Answer creation =
                tenant.haVips().post("/ha-vips", Map.of("vSwitchId", vSwitchId)).expect(201);
        ledger.created(creation.text("/haVipId"), creation.text("/ipAddress"));
        return creation.text("/haVipId");
    }

    private void deleteInstances(String haVipId) {
        while (!stopped.get()) {
            Rest.Answer creation = send(() -> tenant.network().post("/instances", Map.of("vSwitchId", vSwitchId)));
            if (creation.status() == 201) {
                String instanceId = creation.text("/instances/0/instanceId");
                send(() -> tenant.associate(haVipId, instanceId));
                deleteCarrier(instanceId, "/instances/" + instanceId + "?force=true");
            }
        }
    }

    private void deleteInterfaces(String haVipId, Stack.Port host) {
        while (!stopped.get()) {
            Rest.Answer creation =
                    send(() -> tenant.network().post("/network-interfaces", Map.of("vSwitchId", vSwitchId)));
            if (creation.status() == 201) {
                String interfaceId = creation.text("/networkInterfaceId");
                send(() -> tenant.attach(interfaceId, host.instanceId()));
                send(() -> tenant.associateInterface(haVipId, interfaceId));
                // One that stayed would leave no room for the next.
                insist(() -> tenant.detach(interfaceId, host.instanceId()));
                deleteCarrier(interfaceId, "/network-interfaces/" + interfaceId);
            }
        }
    }

    private void deleteCarrier(String id, String path) {
        if (insist(() -> tenant.network().delete(path)).status() == 204) {
            ledger.carrierDeleted(id);
        }
    }

    private interface Request {
        Rest.Answer send();
    }

    /** Sends until the outcome is known, or the callers are to stop. */
    private Rest.Answer insist(Request request) {
        while (true) {
            Rest.Answer answer = send(request);
            boolean known = answer.status() != 0 && answer.status() != 503;
            if (known || stopped.get()) {
                return answer;
            }
        }
    }

    private Rest.Answer send(Request request) {
        Rest.Answer answer = request.send();
        ledger.answered(answer);
        LockSupport.parkNanos(PAUSE_NS);
        return answer;
    }

    /** Lets the callers finish what they are at. */
    @Override
    public void close() {
        stopped.set(true);
        callers.shutdown();
        try {
            if (!callers.awaitTermination(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                throw new AssertionError("callers still wait for answers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
