package org.atelier.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The components on the class path, put together as their own descriptions say, without a framework: a benchmark
 * measures what ships, with everything in it, and does not fall behind when a component needs one more.
 */
final class Components {
    /** What a component's description says of it. */
    private record Description(
            Class<?> implementation,
            List<String> provides,
            Map<String, Object> properties,
            Map<Integer, String> parameters,
            Map<String, String> bound) {}

    private final List<Description> descriptions = new ArrayList<>();
    private final Map<Class<?>, Object> made = new HashMap<>();

    /** @param given what no description could make, such as a data source with its limits, by its type */
    Components(Map<Class<?>, ?> given) {
        made.putAll(given);
        try {
            for (var manifest : Collections.list(loader().getResources("META-INF/MANIFEST.MF"))) {
                read(manifest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one component that provides this service, or is of this class itself. */
    <T> T the(Class<T> service) {
        var all = all(service);
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " components provide " + service.getName());
        }
        return all.getFirst();
    }

    private <T> List<T> all(Class<T> service) {
        if (made.containsKey(service)) {
            return List.of(service.cast(made.get(service)));
        }
        return descriptions.stream()
                .filter(description -> description.implementation() == service
                        || description.provides().contains(service.getName()))
                .map(description -> service.cast(component(description)))
                .toList();
    }

    private Object component(Description description) {
        var known = made.get(description.implementation());
        if (known != null) {
            return known;
        }
        try {
            var constructor = constructor(description)
                    .orElseThrow(() -> new IllegalStateException(
                            description.implementation() + " needs what its references do not give"));
            var arguments = new ArrayList<Object>();
            for (var i = 0; i < constructor.getParameterCount(); i++) {
                arguments.add(the(type(description.parameters().get(i))));
            }
            var component = constructor.newInstance(arguments.toArray());
            made.put(description.implementation(), component);
            for (var reference : description.bound().entrySet()) {
                bind(component, reference.getKey(), type(reference.getValue()));
            }
            return component;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(description.implementation() + " cannot be made", e);
        }
    }

    /** The constructor that takes nothing but the references. */
    private static Optional<Constructor<?>> constructor(Description description) {
        return Arrays.<Constructor<?>>stream(description.implementation().getConstructors())
                .filter(candidate -> candidate.getParameterCount()
                        == description.parameters().size())
                .findFirst();
    }

    private void bind(Object component, String method, Class<?> service) throws ReflectiveOperationException {
        var found = Arrays.stream(component.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(method) && Modifier.isPublic(candidate.getModifiers()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(component.getClass() + " has no public " + method));
        for (var description : descriptions) {
            // what takes a configuration is left out: benchmarks have none, and may do without what is merely bound
            if (description.provides().contains(service.getName())
                    && constructor(description).isPresent()) {
                var bound = component(description);
                if (found.getParameterCount() == 1) {
                    found.invoke(component, bound);
                } else {
                    found.invoke(component, bound, description.properties());
                }
            }
        }
    }

    private void read(URL manifest) throws IOException {
        String components;
        try (var stream = manifest.openStream()) {
            components = new Manifest(stream).getMainAttributes().getValue("Service-Component");
        }
        if (components == null) {
            return;
        }
        for (var path : components.split("\\s*,\\s*")) {
            var context = manifest.toString().replace("META-INF/MANIFEST.MF", "");
            try (var stream = java.net.URI.create(context + path).toURL().openStream()) {
                describe(stream);
            }
        }
    }

    private void describe(InputStream xml) throws IOException {
        Element root;
        try {
            root = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("a component's description cannot be read", e);
        }
        var properties = new LinkedHashMap<String, Object>();
        // several values stand in the text, a line for each
        elements(root, "property")
                .forEach(property -> properties.put(
                        property.getAttribute("name"),
                        property.hasAttribute("value")
                                ? property.getAttribute("value")
                                : property.getTextContent().strip().split("\\s*\\R\\s*")));
        var implementation = elements(root, "implementation").getFirst().getAttribute("class");
        properties.put("component.name", implementation);
        var parameters = new HashMap<Integer, String>();
        var bound = new LinkedHashMap<String, String>();
        for (var reference : elements(root, "reference")) {
            if (reference.hasAttribute("parameter")) {
                parameters.put(
                        Integer.valueOf(reference.getAttribute("parameter")), reference.getAttribute("interface"));
            } else {
                bound.put(reference.getAttribute("bind"), reference.getAttribute("interface"));
            }
        }
        descriptions.add(new Description(
                type(implementation),
                elements(root, "provide").stream()
                        .map(provided -> provided.getAttribute("interface"))
                        .toList(),
                properties,
                parameters,
                bound));
    }

    private static List<Element> elements(Element root, String name) {
        var nodes = root.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (var i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, loader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a component names " + name + ", which is not on the class path", e);
        }
    }

    private static ClassLoader loader() {
        return Components.class.getClassLoader();
    }
}
