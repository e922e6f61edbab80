package io.keycanary.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON schemas (2020-12, as OpenAPI 3.1 has them) of our documents, read off their records. */
final class Schemas {
    private final Map<String, Object> components = new TreeMap<>();
    private final Map<String, Class<?>> documents = new TreeMap<>();

    /** All schemas that were referred to. */
    Map<String, Object> components() {
        return components;
    }

    /** A reference to the schema of a document. */
    Map<String, Object> of(Class<?> document) {
        String name = document.getSimpleName();
        Class<?> known = documents.putIfAbsent(name, document);
        if (known == null) {
            components.put(name, object(document));
        } else if (known != document) {
            throw new IllegalStateException(known + " and " + document + " need names of their own");
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> object(Class<?> document) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : document.getRecordComponents()) {
            boolean orNull = component.isAnnotationPresent(OrNull.class);
            properties.put(component.getName(), orNull ? orNull(component) : schema(component.getGenericType()));
            if (!orNull) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> orNull(RecordComponent component) {
        return Map.of("anyOf", List.of(schema(component.getGenericType()), Map.of("type", "null")));
    }

    private Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? Map.of("type", "array", "items", schema(arguments[0]))
                    : Map.of("type", "object", "additionalProperties", schema(arguments[1]));
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? of(plain) : Map.of("type", name(plain));
    }

    private static String name(Class<?> type) {
        if (type == String.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == int.class || type == long.class || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        throw new IllegalStateException("no schema for " + type);
    }
}
