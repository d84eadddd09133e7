package org.atelier.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What there is to look at and to change.
 *
 * @param read slugs of published events that are looked at and tagged
 * @param merged slugs of other published events, which are merged
 */
record Records(List<String> read, List<String> merged, List<String> tags, List<String> families) {
    static Records in(Connection connection) throws SQLException {
        var published = Dataset.texts(connection, "select slug from event where published order by id");
        var read = new ArrayList<String>();
        var merged = new ArrayList<String>();
        published.forEach(slug -> (read.size() > merged.size() ? merged : read).add(slug));
        return new Records(
                List.copyOf(read),
                List.copyOf(merged),
                Dataset.texts(
                        connection,
                        "select name from tag join event_tag on tag_id = id group by name order by count(*) desc, name"),
                Dataset.texts(
                        connection, "select distinct family from person where family ~ '^[a-zA-Z]+$' order by 1"));
    }

    static String any(List<String> texts, Random dice) {
        return texts.get(dice.nextInt(texts.size()));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
