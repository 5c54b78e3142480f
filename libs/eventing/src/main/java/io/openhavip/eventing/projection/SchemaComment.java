package io.openhavip.eventing.projection;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the comment of a projection's schema says: {@code due:} while the tables are still to be filled, the form that they have, and
 * those that were there before. So a version tells its own tables from those of an earlier version, which it makes anew, and from those
 * of a later one, which it must leave alone. No form has an order of its own: it is a digest.
 *
 * @param due whether the tables were made empty and no rebuild has filled them since
 * @param forms the newest first, each once; empty if nothing is said
 */
record SchemaComment(boolean due, List<String> forms) {

    static final SchemaComment NONE = new SchemaComment(false, List.of());

    private static final String DUE = "due:";
    private static final String BETWEEN = " ";

    static SchemaComment parse(String text) {
        boolean due = text.startsWith(DUE);
        String forms = due ? text.substring(DUE.length()) : text;
        return new SchemaComment(due, List.of(forms.split(BETWEEN)));
    }

    /** Of tables that take the place of others. */
    SchemaComment after(SchemaComment former) {
        return new SchemaComment(
                due,
                Stream.concat(forms.stream(), former.forms.stream()).distinct().toList());
    }

    boolean isOf(String form) {
        return !forms.isEmpty() && forms.getFirst().equals(form);
    }

    /** Whether the tables took the place of those of this form. */
    boolean isLaterThan(String form) {
        return forms.contains(form) && !isOf(form);
    }

    @Override
    public String toString() {
        return (due ? DUE : "") + String.join(BETWEEN, forms);
    }
}
