package io.openhavip.docs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a Terraform file as tells which arguments its resources have. It must be formatted as {@code terraform fmt} does. */
record TerraformFile(List<String> lines) {

    /** Terraform's own, which every resource can have. */
    private static final Set<String> META = Set.of("count", "for_each", "depends_on", "provider");

    private static final Pattern RESOURCE = Pattern.compile("resource \"([a-z_]+)\" \"([a-z0-9_]+)\" \\{");
    private static final Pattern ARGUMENT = Pattern.compile(" {2}([a-z_0-9]+) *=.*");
    private static final Pattern BLOCK = Pattern.compile(" {2}([a-z_]+)( \"[^\"]*\")? \\{");
    private static final Pattern VARIABLE = Pattern.compile("\\bvar\\.([a-z_0-9]+)");
    private static final Pattern DECLARATION = Pattern.compile("(?:variable|output) \"([a-z_0-9]+)\" \\{");
    private static final Pattern REFERENCE = Pattern.compile("\\b(alicloud_[a-z_]+)\\.([a-z0-9_]+)\\b");

    /** @param blocks nested ones, of which the replay knows none */
    record Resource(String type, String name, Set<String> arguments, Set<String> blocks) {}

    static TerraformFile read(Path file) throws IOException {
        return new TerraformFile(Files.readAllLines(file));
    }

    List<Resource> resources() {
        List<Resource> found = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            Matcher resource = RESOURCE.matcher(line);
            if (resource.matches()) {
                found.add(new Resource(resource.group(1), resource.group(2), new TreeSet<>(), new TreeSet<>()));
                inside = true;
            } else if (line.equals("}")) {
                inside = false;
            } else if (inside) {
                Matcher argument = ARGUMENT.matcher(line);
                Matcher block = BLOCK.matcher(line);
                if (argument.matches() && !META.contains(argument.group(1))) {
                    found.getLast().arguments().add(argument.group(1));
                } else if (block.matches()) {
                    found.getLast().blocks().add(block.group(1));
                }
            }
        }
        return found;
    }

    /** Names of variables that are used. */
    Set<String> variables() {
        return all(VARIABLE, 1);
    }

    /** Names of variables or outputs that are declared. */
    Set<String> declared() {
        return all(DECLARATION, 1);
    }

    /** Resources that are referred to, as {@code type.name}. */
    Set<String> references() {
        Set<String> found = new TreeSet<>();
        lines.forEach(line ->
                REFERENCE.matcher(line).results().forEach(match -> found.add(match.group(1) + "." + match.group(2))));
        return found;
    }

    private Set<String> all(Pattern pattern, int group) {
        Set<String> found = new TreeSet<>();
        lines.forEach(line -> pattern.matcher(line).results().forEach(match -> found.add(match.group(group))));
        return found;
    }
}
