package org.atelier.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of this start: the environment beats the file, the file beats the defaults. */
record Settings(Map<Setting, String> values, Map<Setting, Source> sources) {
    /** Who said what a setting is. */
    enum Source {
        DEFAULT,
        FILE,
        ENVIRONMENT
    }

    /** Variables that begin like ours and are read elsewhere: by the scripts and by the command line. */
    private static final Set<String> READ_ELSEWHERE =
            Set.of("ATELIER_CONFIG", "ATELIER_JAVA_HOME", "ATELIER_JAVA_OPTIONS", "ATELIER_TOKEN", "ATELIER_URL");

    Settings {
        values = Map.copyOf(values);
        sources = Map.copyOf(sources);
    }

    /**
     * @throws Refusal if the file cannot be read, has a key nobody knows, or a value does not fit
     */
    static Settings read(Path file, Map<String, String> environment) {
        var fromFile = load(file);
        refuseUnknown(fromFile.keySet(), file);
        var values = new EnumMap<Setting, String>(Setting.class);
        var sources = new EnumMap<Setting, Source>(Setting.class);
        for (var setting : Setting.values()) {
            var told = environment.getOrDefault(setting.environmentName(), "");
            if (!told.isBlank()) {
                values.put(setting, read(setting, told, "the environment variable " + setting.environmentName()));
                sources.put(setting, Source.ENVIRONMENT);
            } else if (fromFile.containsKey(setting.key())) {
                values.put(setting, read(setting, fromFile.get(setting.key()), setting.key() + " in " + file));
                sources.put(setting, Source.FILE);
            } else {
                values.put(setting, read(setting, setting.defaultValue(), setting.key()));
                sources.put(setting, Source.DEFAULT);
            }
        }
        return new Settings(values, sources);
    }

    /**
     * Sees to it that settings which need others have them, and that the files they name can be read. Apart from
     * {@link #read}, since whoever stops or asks an Atelier needs none of that.
     *
     * @throws Refusal with the setting that is missing, or whose file cannot be read
     */
    void requireWhole() {
        if (isSet(Setting.HTTPS_PORT)) {
            requireFor(Setting.HTTPS_PORT, Setting.HTTPS_CERTIFICATE, "name a file");
            requireFor(Setting.HTTPS_PORT, Setting.HTTPS_KEY, "name a file");
            requireReadable(Setting.HTTPS_CERTIFICATE);
            requireReadable(Setting.HTTPS_KEY);
        }
        if (databaseIsExternal()) {
            requireReadable(Setting.DATABASE_PASSWORD_FILE);
        }
        if (isSet(Setting.OIDC_ISSUER)) {
            requireFor(Setting.OIDC_ISSUER, Setting.OIDC_CLIENT_ID, "say what the provider calls Atelier");
            requireReadable(Setting.OIDC_CLIENT_SECRET_FILE);
        }
    }

    private boolean isSet(Setting setting) {
        return !get(setting).isEmpty();
    }

    private void requireFor(Setting one, Setting other, String must) {
        if (!isSet(other)) {
            throw new Refusal(
                    Refusal.Because.CONFIGURATION,
                    "%s is set, and so %s (%s) must %s"
                            .formatted(one.key(), other.key(), other.environmentName(), must));
        }
    }

    private void requireReadable(Setting setting) {
        if (!isSet(setting)) {
            return;
        }
        var file = Path.of(get(setting));
        var name = setting.key() + " (" + setting.environmentName() + ")";
        if (!Files.isRegularFile(file)) {
            throw new Refusal(Refusal.Because.CONFIGURATION, name + " names " + file + ", which is no file");
        }
        if (!Files.isReadable(file)) {
            throw new Refusal(
                    Refusal.Because.CONFIGURATION,
                    name + " names " + file + ", which " + System.getProperty("user.name") + " cannot read");
        }
    }

    /** Environment variables that look like ours and are not: most likely misspelt. */
    static List<String> misspelt(Map<String, String> environment) {
        var known = Stream.concat(
                        Arrays.stream(Setting.values()).map(Setting::environmentName), READ_ELSEWHERE.stream())
                .collect(Collectors.toSet());
        return environment.keySet().stream()
                .filter(name -> name.startsWith("ATELIER_") && !known.contains(name))
                .sorted()
                .toList();
    }

    String get(Setting setting) {
        return values.get(setting);
    }

    int number(Setting setting) {
        return Integer.parseInt(get(setting));
    }

    Path home() {
        return Path.of(get(Setting.HOME));
    }

    boolean databaseIsExternal() {
        return !get(Setting.DATABASE_URL).isEmpty();
    }

    /** Where each comes from, such as {@code atelier.http.port=file}, separated by blanks; no value is in it. */
    String origins() {
        return Arrays.stream(Setting.values())
                .map(setting ->
                        setting.key() + "=" + sources.get(setting).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /** Without values: there is a password among them. */
    @Override
    public String toString() {
        return "Settings" + new TreeSet<>(values.keySet());
    }

    private static String read(Setting setting, String text, String where) {
        try {
            return setting.read(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Because.CONFIGURATION, where + " " + e.getMessage());
        }
    }

    private static Map<String, String> load(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new Refusal(
                    Refusal.Because.CONFIGURATION, "there is no file " + file + "; ATELIER_CONFIG names the settings");
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(Refusal.Because.CONFIGURATION, "the settings in " + file + " cannot be read: " + e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static void refuseUnknown(Set<String> keys, Path file) {
        var known = Arrays.stream(Setting.values()).map(Setting::key).toList();
        var unknown = new TreeSet<>(keys);
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new Refusal(
                    Refusal.Because.CONFIGURATION,
                    file + " has a setting nobody knows: " + String.join(", ", unknown) + "; known are "
                            + String.join(", ", known));
        }
    }
}
