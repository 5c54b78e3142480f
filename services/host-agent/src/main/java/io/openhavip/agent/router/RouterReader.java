package io.openhavip.agent.router;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.router.RouterKernel.Device;
import io.openhavip.agent.router.VpcRouter.Route;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the kernel by one run of ip(8) for each namespace. Stateless. */
final class RouterReader {

    // The last one ends the restriction to IPv4 for those after it.
    private static final String QUESTIONS = "address show\nrule show\nroute show table all\nlink show\n";
    private static final int ANSWERS = 4;
    private static final int FIRST_OF_THE_KERNEL = 32766;

    private RouterReader() {}

    /** Devices of a namespace, without their addresses. */
    static Map<String, Device> devices(Commands commands) throws IOException {
        return devices(JsonMessages.MAPPER.readTree(commands.run("ip", "-j", "-d", "link", "show")), Map.of());
    }

    static RouterKernel read(Commands router) throws IOException {
        String output = router.runWithInput(QUESTIONS, "ip", "-4", "-j", "-d", "-batch", "-");
        List<JsonNode> parts;
        try (JsonParser parser = JsonMessages.MAPPER.createParser(output);
                MappingIterator<JsonNode> all =
                        JsonMessages.MAPPER.readerFor(JsonNode.class).readValues(parser)) {
            parts = all.readAll();
        }
        if (parts.size() != ANSWERS) {
            throw new IOException(parts.size() + " answers of ip: " + output);
        }
        Map<String, Device> devices = new HashMap<>(devices(parts.get(3), addresses(parts.get(0))));
        Device loopback = devices.remove("lo");
        return new RouterKernel(
                loopback == null ? "" : loopback.alias(), devices, routes(parts.get(2)), rules(parts.get(1)));
    }

    private static Map<String, Device> devices(JsonNode links, Map<String, Set<String>> addresses) {
        Map<String, Device> devices = new HashMap<>();
        for (JsonNode link : links) {
            String name = link.path("ifname").asText();
            JsonNode info = link.path("linkinfo");
            devices.put(
                    name,
                    new Device(
                            name,
                            info.path("info_kind").asText(),
                            link.path("ifindex").asInt(),
                            link.path("link_index").asInt(),
                            info.path("info_data").path("mode").asText(),
                            link.path("address").asText(),
                            link.path("ifalias").asText(),
                            isUp(link),
                            addresses.getOrDefault(name, Set.of())));
        }
        return devices;
    }

    private static boolean isUp(JsonNode link) {
        for (JsonNode flag : link.path("flags")) {
            if (flag.asText().equals("UP")) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Set<String>> addresses(JsonNode list) {
        Map<String, Set<String>> addresses = new HashMap<>();
        for (JsonNode link : list) {
            Set<String> ofLink = addresses.computeIfAbsent(link.path("ifname").asText(), name -> new HashSet<>());
            for (JsonNode address : link.path("addr_info")) {
                ofLink.add(address.path("local").asText() + "/"
                        + address.path("prefixlen").asText());
            }
        }
        return addresses;
    }

    private static Set<Route> routes(JsonNode list) {
        Set<Route> routes = new HashSet<>();
        for (JsonNode route : list) {
            if (route.path("protocol").asText().equals("kernel")) {
                continue;
            }
            String destination = route.path("dst").asText();
            String block = destination.equals("default") ? "0.0.0.0/0" : destination;
            AddressBlock.read(block.contains("/") ? block : block + "/32")
                    .ifPresent(parsed -> routes.add(new Route(
                            route.path("table").asText(Route.MAIN),
                            parsed,
                            route.path("gateway").asText(),
                            route.path("dev").asText(),
                            hasFlag(route, "onlink"))));
        }
        return routes;
    }

    private static boolean hasFlag(JsonNode route, String name) {
        for (JsonNode flag : route.path("flags")) {
            if (flag.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Map<Integer, String> rules(JsonNode list) {
        Map<Integer, String> rules = new TreeMap<>();
        for (JsonNode rule : list) {
            int priority = rule.path("priority").asInt();
            if (priority > 0 && priority < FIRST_OF_THE_KERNEL) {
                String text =
                        (rule.has("fwmark") ? "fwmark " + rule.path("fwmark").asText() + " " : "")
                                + "lookup " + rule.path("table").asText()
                                + (rule.has("suppress_prefixlen")
                                        ? " suppress_prefixlength "
                                                + rule.path("suppress_prefixlen")
                                                        .asText()
                                        : "");
                boolean ofAll = rule.path("src").asText().equals("all") && !rule.has("iif") && !rule.has("oif");
                rules.merge(priority, ofAll ? text : "other", (one, another) -> "several");
            }
        }
        return rules;
    }
}
