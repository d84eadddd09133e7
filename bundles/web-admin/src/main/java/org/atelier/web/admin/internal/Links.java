package org.atelier.web.admin.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.atelier.duplicates.Kind;
import org.atelier.history.RecordName;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordRef;

/** The addresses of the pages. */
public final class Links {
    public static final String HOME = "/workshops/";
    public static final String LOGIN = "/workshops/login";
    /** Where people are sent to sign in elsewhere, and where they come back; both only where that is configured. */
    public static final String OPEN_ID = "/workshops/login/openid";

    static final String OPEN_ID_BACK = OPEN_ID + "/back";

    /** Where one's own account is connected with somewhere else. */
    public static final String CONNECT = "/workshops/account/identities/connect";

    public static final String LOGOUT = "/workshops/logout";

    /** Where a provider sends people after it has signed them out. */
    static final String SIGNED_OUT = LOGIN + "/out";

    public static final String EVENTS = "/workshops/events";
    public static final String TAGS = "/workshops/tags";
    public static final String MERGES = "/workshops/merges";
    public static final String MERGE = "/workshops/events/merge";
    static final String MATCHES = MERGE + "/matches";

    /** Where several events are tagged at once. */
    public static final String BULK_TAG = "/workshops/events/tag";

    /** Where instructors are found; the address is AMY’s. */
    public static final String INSTRUCTORS = "/workshops/workshop_staff/";

    /** Events as pictures. */
    public static final String TIMELINE = "/workshops/timeline";

    public static final String MAP = "/workshops/map";
    public static final String NUMBERS = "/workshops/numbers";

    /** Where a to-do is ticked off, or opened again. */
    public static final String TICK = "/workshops/todos/tick";

    public static final String LOG = "/workshops/log";
    public static final String HISTORY = "/workshops/history";

    /** Every kind of record there is. */
    public static final String RECORDS = "/workshops/records";

    /** Looking for something of whatever kind. */
    public static final String SEARCH = "/workshops/search";

    /** Where forms ask for records to choose from. */
    static final String CHOICES = "/workshops/choices/";

    public static final String WELCOME = "/workshops/welcome";
    public static final String ACCOUNT = "/workshops/account";
    public static final String ACCOUNTS = "/workshops/accounts";
    /** The operator's corner. */
    public static final String INSTALLATION = "/workshops/installation";

    public static final String DUPLICATES = "/workshops/duplicates";

    /** Where people and their tasks are uploaded, as in AMY. */
    public static final String UPLOAD = "/workshops/persons/bulkupload";

    private Links() {}

    /** The receipt of an upload. */
    public static String upload(long operation) {
        return UPLOAD + "/" + operation;
    }

    /** Where to begin signing in elsewhere. */
    public static String openId(String next) {
        return OPEN_ID + "?next=" + encode(next);
    }

    /** @param word that proves the link to be ours */
    public static String connect(String word) {
        return CONNECT + "?word=" + encode(word);
    }

    public static String account(String name) {
        return ACCOUNTS + "/" + encode(name);
    }

    public static String duplicates(Kind kind) {
        return DUPLICATES
                + switch (kind) {
                    case EVENT -> "/events";
                    case PERSON -> "/persons";
                };
    }

    /** The merge of two records of a kind; a blank one is still to be chosen. */
    public static String mergeOf(Kind kind, String a, String b) {
        return switch (kind) {
            case EVENT -> merge(a, b);
            case PERSON -> "/workshops/persons/merge?person_a=" + encode(a) + "&person_b=" + encode(b);
        };
    }

    /** The list of the records of a kind. */
    public static String list(RecordKind kind) {
        return HOME + kind.plural();
    }

    /** The records of a kind whose field or link is this. */
    public static String list(RecordKind kind, String field, String key) {
        return list(kind) + "?" + field + "=" + encode(key);
    }

    /** The records of a kind that have these words. */
    public static String found(RecordKind kind, String words) {
        return list(kind) + "?search=" + encode(words);
    }

    /** Where a new record of the kind is made. */
    public static String add(RecordKind kind) {
        return list(kind) + "/add";
    }

    /** A new task, to-do or award of an event, after which one is back at the event. */
    public static String addTo(String plural, String event) {
        return HOME + plural + "/add?event=" + encode(event) + "&back=" + encode(event(event));
    }

    /** The list of a kind with a query that is known to be good. */
    public static String listed(String plural, String query) {
        return HOME + plural + "?" + query;
    }

    /** A record's own page; {@code kind} is the name of its kind. */
    public static String record(String kind, String key) {
        return HOME + segment(kind) + "/" + encode(key) + "/";
    }

    public static String record(RecordRef record) {
        return record(record.kind(), record.key());
    }

    public static String edit(String kind, String key) {
        return record(kind, key) + "edit";
    }

    public static String delete(String kind, String key) {
        return record(kind, key) + "delete";
    }

    /** Where a form asks for records of this kind. */
    public static String choices(String kind) {
        return CHOICES + segment(kind);
    }

    /** A kind's name as a segment of an address. */
    static String segment(String kind) {
        return kind.replace('_', '-');
    }

    public static String event(String slug) {
        return "/workshops/event/" + encode(slug) + "/";
    }

    /** The event's page, saying what was just done. */
    static String event(String slug, String did, String what) {
        return event(slug) + "?" + did + "=" + encode(what);
    }

    public static String addTag(String slug) {
        return event(slug) + "tags/add";
    }

    public static String removeTag(String slug) {
        return event(slug) + "tags/remove";
    }

    /** The merge of two events; a blank one is still to be chosen. */
    public static String merge(String a, String b) {
        return MergeKind.EVENT.link(a, b);
    }

    public static String receipt(long merge) {
        return MERGES + "/" + merge;
    }

    /** Where two records of a kind that can be merged are compared. */
    public static String merge(RecordKind kind) {
        return list(kind) + "/merge";
    }

    /** The merge of this record with one that is still to be chosen. */
    public static String mergeWith(String kind, String key) {
        return MergeKind.of(kind, kind).link(key, "");
    }

    /** The list of merges from the one before this on. */
    static String mergesBefore(long merge) {
        return MERGES + "?" + MergesPage.BEFORE + "=" + merge;
    }

    public static String undo(long operation) {
        return receipt(operation) + "/undo";
    }

    public static String operation(long id) {
        return LOG + "/" + id;
    }

    /** The rows of an operation after this one of its changes. */
    public static String rowsAfter(long operation, long change) {
        return operation(operation) + "?after=" + change;
    }

    public static String undoOperation(long id) {
        return operation(id) + "/undo";
    }

    /** By its number: names come and go. */
    public static String history(RecordName record) {
        return history(record.kind(), Long.toString(record.id()));
    }

    /** @param record a name or a number of the record */
    public static String history(String kind, String record) {
        return HISTORY + "/" + encode(segment(kind)) + "/" + encode(record);
    }

    public static String historyAt(RecordName record, Instant at) {
        return history(record) + "?at=" + encode(at.toString());
    }

    public static String search(String text) {
        return EVENTS + "?search=" + encode(text);
    }

    public static String login(String next) {
        return LOGIN + "?next=" + encode(next);
    }

    /** Whether a browser may be sent to an address that came from outside: only to our own pages. */
    static boolean isOurs(String address) {
        return address.startsWith(HOME)
                && !address.startsWith(LOGIN)
                && !address.startsWith(LOGOUT)
                && address.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\');
    }

    /** Whether a text from the data may become a link: other schemes could be scripts. */
    public static boolean isWeb(String url) {
        var lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    /** As one segment of a path or one value of a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
