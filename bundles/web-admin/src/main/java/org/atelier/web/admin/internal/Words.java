package org.atelier.web.admin.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.Countries;
import org.atelier.http.Access;
import org.atelier.http.PlainWords;

/** Days, instants, countries and numbers as people read them. */
public final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** What AMY writes instead of a country when a workshop is online. */
    private Words() {}

    /** Such as {@code 7 Nov 2011}. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** Such as {@code 7 Nov}. */
    static String dayOfYear(LocalDate day) {
        return DAY_OF_YEAR.format(day);
    }

    /** Such as {@code 7–8 Nov 2011}, {@code 28 Feb – 2 Mar 2012} or {@code from 11 Jan 2013}; empty without a start. */
    public static String days(Optional<LocalDate> start, Optional<LocalDate> end) {
        if (start.isEmpty()) {
            return end.map(last -> "until " + day(last)).orElse("");
        }
        var first = start.get();
        if (end.isEmpty()) {
            return "from " + day(first);
        }
        var last = end.get();
        if (first.equals(last)) {
            return day(first);
        }
        if (first.getYear() != last.getYear()) {
            return day(first) + " – " + day(last);
        }
        return first.getMonth() == last.getMonth()
                ? first.getDayOfMonth() + "–" + day(last)
                : DAY_OF_YEAR.format(first) + " – " + day(last);
    }

    /** Such as {@code 2 Mar 2026, 12:00:05 UTC}. */
    public static String instant(Instant instant) {
        return INSTANT.format(instant);
    }

    /** Such as {@code 2 Mar 2026, 12:00}; like all times on the pages in UTC. */
    public static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    /** Such as {@code 12:00:05}, in UTC. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The English name of a country, {@code Online} for AMY's {@code W3}; the code itself where it has no name. */
    public static String country(String code) {
        return code.equals(Countries.ONLINE) ? "Online" : Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    /** Such as {@code 1 event} and {@code 2 events}. */
    public static String count(long count, String one) {
        return count(count, one, one + "s");
    }

    /** Such as {@code 1 person} and {@code 2 people}. */
    public static String count(long count, String one, String several) {
        return PlainWords.count(count, one, several);
    }

    /** A label as it stands within a sentence: {@code To-dos} becomes {@code to-dos}. */
    public static String lower(String label) {
        return label.isEmpty() ? label : Character.toLowerCase(label.charAt(0)) + label.substring(1);
    }

    /** What browsers call themselves, the one that says most first, and what people call them. */
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg/", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("Android", "Android"),
            Map.entry("iPhone", "an iPhone"),
            Map.entry("iPad", "an iPad"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "a Mac"),
            Map.entry("Linux", "Linux"));

    /** A browser as people know it, such as {@code Firefox on Windows}; as it calls itself where that is not known. */
    public static String browser(String agent) {
        if (agent.isBlank()) {
            return "A browser that does not say what it is";
        }
        return first(BROWSERS, agent)
                .map(browser -> first(SYSTEMS, agent)
                        .map(system -> browser + " on " + system)
                        .orElse(browser))
                .orElse(agent);
    }

    private static Optional<String> first(List<Map.Entry<String, String>> names, String agent) {
        return names.stream()
                .filter(name -> agent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A level as people read it, such as {@code Editor}. */
    public static String level(Access access) {
        return label(word(access));
    }

    /** A level as forms send it, such as {@code editor}. */
    public static String word(Access access) {
        return access.name().toLowerCase(Locale.ROOT);
    }

    /** The same with a capital to begin with. */
    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A message of ours as a sentence of its own. */
    static String sentence(String message) {
        if (message.isEmpty()) {
            return message;
        }
        var capital = capital(message);
        return ".!?".indexOf(capital.charAt(capital.length() - 1)) >= 0 ? capital : capital + ".";
    }

    /** From this length on, in characters, a text is shown shortened with the whole to be unfolded. */
    private static final int LONG = 200;

    /** The beginning of a text too long for a table, with an ellipsis; empty where it is short enough to be shown whole. */
    public static String beginning(String text) {
        if (text.codePointCount(0, text.length()) <= LONG) {
            return "";
        }
        return text.substring(0, text.offsetByCodePoints(0, LONG)).stripTrailing() + "…";
    }

    /** A column's name as a label: {@code reg_key} becomes {@code Reg key}. */
    static String label(String column) {
        return column.isEmpty()
                ? column
                : Character.toUpperCase(column.charAt(0)) + column.substring(1).replace('_', ' ');
    }
}
