package io.openhavip.agent.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the ruleset of one router's namespace as {@link RouterRules} says. How this machine's nft lists a text is learnt once from a
 * namespace that lives no longer than that, so that a right ruleset is recognised whatever wrote it, and left alone. Not thread-safe.
 */
final class RouterTable {

    private static final Commands MACHINE = new Commands(new NetworkNamespace(""));
    private static final List<String> VOLATILE_FIELDS = List.of("handle");

    private final NetworkNamespace namespace;
    private final Commands commands;
    private String text = "";
    private List<JsonNode> form = List.of();

    RouterTable(NetworkNamespace namespace) {
        this.namespace = namespace;
        this.commands = new Commands(namespace);
    }

    /**
     * Brings the ruleset about, in one transaction. Flows that a removed translation keeps alive are forgotten by the kernel; one-to-one
     * translation lets all others go on.
     *
     * @return whether it was otherwise
     */
    boolean apply(String wanted) throws IOException {
        if (!wanted.equals(text)) {
            form = objects(
                    MACHINE.runWithInput(wanted, "unshare", "--net", "sh", "-c", "nft -f - && nft -j list ruleset"));
            text = wanted;
        }
        List<JsonNode> actual = objects(commands.run("nft", "-j", "list", "ruleset"));
        if (actual.equals(form)) {
            return false;
        }
        commands.runWithInput("flush ruleset\n" + wanted, "nft", "-f", "-");
        Set<JsonNode> gone = new HashSet<>(translations(actual));
        translations(form).forEach(gone::remove);
        if (!gone.isEmpty()) {
            Connections.forgetAll(namespace);
        }
        return true;
    }

    private static List<JsonNode> objects(String listing) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (JsonNode entry : JsonMessages.MAPPER.readTree(listing).path("nftables")) {
            if (!entry.has("metainfo")) {
                entry.forEach(RouterTable::stabilise);
                objects.add(entry);
            }
        }
        return objects;
    }

    private static void stabilise(JsonNode object) {
        ((ObjectNode) object).remove(VOLATILE_FIELDS);
        if (object.path("elem") instanceof ArrayNode elements) {
            List<JsonNode> sorted = new ArrayList<>();
            elements.forEach(sorted::add);
            sorted.sort(Comparator.comparing(JsonNode::toString));
            elements.removeAll().addAll(sorted);
        }
    }

    private static Set<JsonNode> translations(List<JsonNode> objects) {
        Set<JsonNode> translations = new HashSet<>();
        objects.stream()
                .map(object -> object.path("set"))
                .filter(set -> set.path("name").asText().equals("translation"))
                .forEach(set -> set.path("elem").forEach(translations::add));
        return translations;
    }
}
