package io.openhavip.agent.dataplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.agent.linux.CommandFailed;
import io.openhavip.agent.linux.Commands;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the table's sets and chains as {@link Ruleset} says; never touches elements. How this machine's nft writes the rules is
 * learnt once from a table of its own without a hook, so that a right table is recognised whatever wrote it, and left alone. Not
 * thread-safe.
 */
final class RulesetProgrammer {

    private static final String FORM_TABLE = Ruleset.TABLE + "_form";
    private static final List<String> VOLATILE_FIELDS = List.of("handle", "table", "elem", "family");

    private final Commands commands;
    private Optional<Map<String, JsonNode>> form = Optional.empty();

    RulesetProgrammer(Commands commands) {
        this.commands = commands;
    }

    /** What is wrong with the table. */
    enum Fault {
        NOTHING,
        CHAINS,
        EVERYTHING
    }

    /** Compares the kernel's table with the wanted one. */
    Fault check() throws IOException {
        if (form.isEmpty()) {
            form = Optional.of(learnForm());
        }
        Optional<Map<String, JsonNode>> actual = list(Ruleset.TABLE);
        if (actual.isEmpty() || !part(actual.get(), "set").equals(part(form.get(), "set"))) {
            return Fault.EVERYTHING;
        }
        return actual.get().equals(form.get()) ? Fault.NOTHING : Fault.CHAINS;
    }

    /**
     * Makes the table anew in one transaction, with no elements but the ports: nothing passes from them until the others are there.
     *
     * @param guarded the devices that are in the bridges now
     */
    void create(Collection<String> guarded) throws IOException {
        load("add table " + Ruleset.FAMILY + " " + Ruleset.TABLE + "\n" + "delete table " + Ruleset.FAMILY + " "
                + Ruleset.TABLE + "\n" + Ruleset.sets(Ruleset.TABLE) + Ruleset.guard(Ruleset.TABLE, guarded)
                + Ruleset.chains(Ruleset.TABLE));
    }

    /** Replaces all chains in one transaction; the elements stay. */
    void replaceChains() throws IOException {
        StringBuilder text = new StringBuilder("flush table " + Ruleset.FAMILY + " " + Ruleset.TABLE + "\n");
        for (String name :
                list(Ruleset.TABLE).map(RulesetProgrammer::chainNames).orElse(List.of())) {
            text.append("delete chain " + Ruleset.FAMILY + " " + Ruleset.TABLE + " ")
                    .append(name)
                    .append('\n');
        }
        load(text + Ruleset.chains(Ruleset.TABLE));
    }

    /** Removes the table, and the form that a killed agent may have left. */
    void remove() throws IOException {
        for (String table : List.of(Ruleset.TABLE, FORM_TABLE)) {
            load("add table " + Ruleset.FAMILY + " " + table + "\ndelete table " + Ruleset.FAMILY + " " + table + "\n");
        }
    }

    private Map<String, JsonNode> learnForm() throws IOException {
        String empty = "add table " + Ruleset.FAMILY + " " + FORM_TABLE + "\ndelete table " + Ruleset.FAMILY + " "
                + FORM_TABLE + "\n";
        load(empty + Ruleset.sets(FORM_TABLE) + Ruleset.dormantChains(FORM_TABLE));
        Map<String, JsonNode> learnt = list(FORM_TABLE)
                .orElseThrow(() -> new IOException("the table " + FORM_TABLE + " vanished while it was read"));
        load(empty);
        hook(learnt, "prerouting", "drop");
        hook(learnt, "input", "accept");
        return learnt;
    }

    private static void hook(Map<String, JsonNode> table, String chain, String policy) {
        ((ObjectNode) table.get("chain " + chain))
                .put("type", "filter")
                .put("hook", chain)
                .put("prio", -300)
                .put("policy", policy);
    }

    private void load(String text) throws IOException {
        commands.runWithInput(text, "nft", "-f", "-");
    }

    private Optional<Map<String, JsonNode>> list(String table) throws IOException {
        JsonNode listing;
        try {
            listing = JsonMessages.MAPPER.readTree(
                    commands.run("nft", "-j", "-t", "list", "table", Ruleset.FAMILY, table));
        } catch (CommandFailed e) {
            if (e.getMessage().contains("No such file or directory")) {
                return Optional.empty();
            }
            throw e;
        }
        Map<String, JsonNode> objects = new TreeMap<>();
        Map<String, Integer> rules = new TreeMap<>();
        for (JsonNode entry : listing.path("nftables")) {
            entry.properties().forEach(property -> {
                String name = property.getValue().path("name").asText();
                switch (property.getKey()) {
                    case "set", "map" -> objects.put("set " + name, stable(property.getValue()));
                    case "chain" -> objects.put("chain " + name, stable(property.getValue()));
                    case "rule" -> {
                        String chain = property.getValue().path("chain").asText();
                        int index = rules.merge(chain, 1, Integer::sum);
                        objects.put(
                                "rule " + chain + " " + index,
                                property.getValue().path("expr"));
                    }
                    default -> {}
                }
            });
        }
        return Optional.of(objects);
    }

    private static JsonNode stable(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove(VOLATILE_FIELDS);
        return copy;
    }

    private static Map<String, JsonNode> part(Map<String, JsonNode> objects, String kind) {
        Map<String, JsonNode> part = new TreeMap<>(objects);
        part.keySet().removeIf(name -> !name.startsWith(kind + " "));
        return part;
    }

    private static List<String> chainNames(Map<String, JsonNode> objects) {
        List<String> names = new ArrayList<>();
        part(objects, "chain").keySet().forEach(name -> names.add(name.substring("chain ".length())));
        return names;
    }
}
