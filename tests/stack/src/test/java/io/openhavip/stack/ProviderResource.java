package io.openhavip.stack;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A resource of a configuration, as the provider makes, reads and deletes it; its state is its id and what was read. */
final class ProviderResource {

    private final String name;
    private final Map<String, String> wanted;
    private final Supplier<String> creation;
    private final Function<String, Map<String, String>> reading;
    private final Consumer<String> deletion;
    private final AtomicReference<String> id = new AtomicReference<>();

    /**
     * @param name for example {@code alicloud_vpc.main}
     * @param wanted what the configuration says, and of each attribute that it does not say and the provider does not compute, what it
     *     is then
     * @param creation gives the id
     * @param reading the attributes of an id
     */
    ProviderResource(
            String name,
            Map<String, String> wanted,
            Supplier<String> creation,
            Function<String, Map<String, String>> reading,
            Consumer<String> deletion) {
        this.name = name;
        this.wanted = Map.copyOf(wanted);
        this.creation = creation;
        this.reading = reading;
        this.deletion = deletion;
    }

    String id() {
        return id.get();
    }

    void create() {
        id.set(creation.get());
        reading.apply(id.get());
    }

    /** What a plan would change: attribute, then what is there and what is wanted. */
    Map<String, String> plan() {
        Map<String, String> read = reading.apply(id.get());
        Map<String, String> changes = new TreeMap<>();
        wanted.forEach((attribute, value) -> {
            String found = read.get(attribute);
            if (!value.equals(found)) {
                changes.put(name + "." + attribute, "\"%s\" -> \"%s\"".formatted(found, value));
            }
        });
        return changes;
    }

    void destroy() {
        reading.apply(id.get());
        deletion.accept(id.get());
    }
}
