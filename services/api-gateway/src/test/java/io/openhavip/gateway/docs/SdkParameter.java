package io.openhavip.gateway.docs;

import com.aliyun.tea.NameInMap;
import com.aliyun.tea.TeaModel;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A parameter as Alibaba's SDK sends it.
 *
 * @param name with {@code N} for the numbers of lists: {@code Tag.N.Key}
 * @param wireName with 1 for them
 * @param group what stands before it, {@code Tag.1.}; "" for most
 * @param type of its value
 */
record SdkParameter(String name, String wireName, String group, Class<?> type) {

    /** The same in every action, and without effect here, or the same effect in all. */
    private static final Set<String> EVERYWHERE = Set.of(
            "OwnerId",
            "OwnerAccount",
            "ResourceOwnerId",
            "ResourceOwnerAccount",
            "SecurityToken",
            "DryRun",
            "ClientToken");

    /** Those of a request class, in the order of their names. */
    static List<SdkParameter> of(Class<?> request) {
        List<SdkParameter> all = new ArrayList<>();
        add(request, "", "", all);
        return all.stream()
                .filter(parameter -> !EVERYWHERE.contains(parameter.name()))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    private static void add(Class<?> model, String name, String wireName, List<SdkParameter> to) {
        for (Field field : model.getFields()) {
            NameInMap annotation = field.getAnnotation(NameInMap.class);
            if (annotation == null) {
                continue;
            }
            boolean list = List.class.isAssignableFrom(field.getType());
            Class<?> type = list ? elementOf(field) : field.getType();
            String suffix = list ? ".N" : "";
            String wireSuffix = list ? ".1" : "";
            if (TeaModel.class.isAssignableFrom(type)) {
                add(
                        type,
                        name + annotation.value() + suffix + ".",
                        wireName + annotation.value() + wireSuffix + ".",
                        to);
            } else {
                to.add(new SdkParameter(
                        name + annotation.value() + suffix,
                        wireName + annotation.value() + wireSuffix,
                        wireName,
                        type));
            }
        }
    }

    private static Class<?> elementOf(Field list) {
        return list.getGenericType() instanceof ParameterizedType type
                        && type.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : String.class;
    }
}
