package io.openhavip.eventing.store;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.axonframework.serialization.Revision;

/**
 * What a snapshot of an aggregate looks like: names and types of the fields of its class, of those that it extends, and of our own
 * classes that they hold. One that was taken of another shape is passed over. Where fields keep their form and change their meaning,
 * Axon's {@code @Revision} on the class tells the two apart. Stateless.
 */
public final class AggregateShape {

    private static final String OURS = "io.openhavip.";
    private static final int DIGITS = 16;

    private AggregateShape() {}

    /** The revision of snapshots of this class. */
    public static String of(Class<?> type) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(describe(type).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String describe(Class<?> type) {
        StringBuilder text = new StringBuilder();
        describe(type, text, new HashSet<>());
        return text.toString();
    }

    private static void describe(Type type, StringBuilder text, Set<Class<?>> known) {
        switch (type) {
            case ParameterizedType generic -> {
                describe(generic.getRawType(), text, known);
                describeAll(generic.getActualTypeArguments(), text, known);
            }
            case GenericArrayType array -> describeAll(new Type[] {array.getGenericComponentType()}, text, known);
            case WildcardType any -> describeAll(any.getUpperBounds(), text, known);
            case Class<?> array when array.isArray() -> describeAll(new Type[] {array.getComponentType()}, text, known);
            case Class<?> ours
            when ours.getName().startsWith(OURS) -> {
                text.append(ours.getSimpleName());
                if (known.add(ours)) {
                    describeFields(ours, text, known);
                }
            }
            default -> text.append(type.getTypeName());
        }
    }

    private static void describeAll(Type[] types, StringBuilder text, Set<Class<?>> known) {
        for (Type each : types) {
            describe(each, text.append('<'), known);
            text.append('>');
        }
    }

    private static void describeFields(Class<?> type, StringBuilder text, Set<Class<?>> known) {
        text.append('{');
        Revision revision = type.getAnnotation(Revision.class);
        if (revision != null) {
            text.append(revision.value()).append(';');
        }
        fields(type).forEach(field -> {
            describe(field.getGenericType(), text.append(field.getName()).append(':'), known);
            text.append(';');
        });
        for (Type above : above(type)) {
            describe(above, text, known);
        }
        text.append('}');
    }

    /** What it extends, and what an interface may stand for. */
    private static List<Type> above(Class<?> type) {
        if (type.isSealed()) {
            return List.of(type.getPermittedSubclasses());
        }
        Type extended = type.getGenericSuperclass();
        return extended == null ? List.of() : List.of(extended);
    }

    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field ->
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                .sorted(Comparator.comparing(Field::getName))
                .toList();
    }
}
