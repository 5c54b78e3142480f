package io.openhavip.gateway.wire;

import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of one call, those of its address and of its form together. An empty value is as good as none: clients send
 * {@code Description=} for what was not given. Immutable.
 */
public final class Parameters {

    private static final Pattern INDEXED = Pattern.compile("\\.([0-9]{1,4})");

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws ApiError {@code InvalidParameter} if a name comes twice: two readers must not see two values */
    public static Parameters of(List<Pair> query, List<Pair> form) {
        Map<String, String> values = new HashMap<>();
        for (List<Pair> pairs : List.of(query, form)) {
            for (Pair pair : pairs) {
                if (values.put(pair.name(), pair.value()) != null) {
                    throw ApiError.invalid("The parameter \"" + pair.name() + "\" is given twice.");
                }
            }
        }
        return new Parameters(values);
    }

    /** Those that are not empty. */
    Parameters withValue() {
        Map<String, String> present = new HashMap<>(values);
        present.values().removeIf(String::isEmpty);
        return new Parameters(present);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** For what an empty value changes. */
    public Optional<String> findEvenEmpty(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws ApiError {@code Missing…} if it is absent or empty */
    public String require(String name) {
        return find(name).orElseThrow(() -> ApiError.missing(name));
    }

    /** @throws ApiError if a parameter that has one value comes as a list, {@code Name.1} */
    public void requireNoList(String name) {
        String prefix = name + ".";
        if (values.keySet().stream().anyMatch(key -> key.startsWith(prefix))) {
            throw ApiError.invalid("The parameter \"" + name + "\" has one value; it cannot be a list.");
        }
    }

    /** {@code Name.1}, {@code Name.2} and so on in the order of their numbers; a bare {@code Name} is a list of one. */
    public List<String> list(String name) {
        String prefix = name + ".";
        SortedMap<Integer, String> found = new TreeMap<>();
        find(name).ifPresent(value -> found.put(0, value));
        values.forEach((key, value) -> {
            if (key.startsWith(prefix) && !value.isEmpty()) {
                Matcher index = INDEXED.matcher(key.substring(name.length()));
                if (index.matches()) {
                    found.put(Integer.parseInt(index.group(1)), value);
                }
            }
        });
        return List.copyOf(found.values());
    }

    /** The parts below {@code Name.1.}, {@code Name.2.} and so on, each without that beginning. */
    public List<Parameters> groups(String name) {
        String prefix = name + ".";
        SortedMap<Integer, Map<String, String>> groups = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                Matcher index = INDEXED.matcher(key).region(name.length(), key.length());
                if (index.lookingAt() && index.end() < key.length() && key.charAt(index.end()) == '.') {
                    groups.computeIfAbsent(Integer.parseInt(index.group(1)), number -> new HashMap<>())
                            .put(key.substring(index.end() + 1), value);
                }
            }
        });
        List<Parameters> all = new ArrayList<>();
        groups.values().forEach(group -> all.add(new Parameters(group)));
        return all;
    }

    /** A number, as JSON has it. */
    public Optional<Long> number(String name) {
        return find(name).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw ApiError.invalid("The parameter \"" + name + "\" must be a whole number.");
            }
        });
    }

    /** A number of at least 1, or what there is without one. */
    public int atLeastOne(String name, int byDefault, int most) {
        long number = number(name).orElse((long) byDefault);
        if (number < 1 || number > most) {
            throw ApiError.invalid("The parameter \"" + name + "\" must be 1 to " + most + ".");
        }
        return (int) number;
    }

    /** {@code true} or {@code false}, in any case. */
    public Optional<Boolean> flag(String name) {
        return find(name).map(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiError.invalid("The parameter \"" + name + "\" must be true or false.");
        });
    }
}
